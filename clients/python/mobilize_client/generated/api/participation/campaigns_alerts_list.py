from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_alerts_list_state import (
    CampaignsAlertsListState,
)
from ...models.paginated_alert_list import PaginatedAlertList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    state: CampaignsAlertsListState | Unset = UNSET,
) -> Call[PaginatedAlertList]:
    """What the platform noticed about how the campaign goes"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/alerts/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedAlertList:
    if response.status_code == 200:
        response_200 = PaginatedAlertList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
