from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_own_campaign_list import PaginatedOwnCampaignList
from ...types import UNSET, Unset


def call(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedOwnCampaignList]:
    """Campaigns where I take part or have a role"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/campaigns/",
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedOwnCampaignList:
    if response.status_code == 200:
        response_200 = PaginatedOwnCampaignList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
