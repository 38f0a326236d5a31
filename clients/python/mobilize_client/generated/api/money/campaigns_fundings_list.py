import datetime
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_fundings_list_ordering import (
    CampaignsFundingsListOrdering,
)
from ...models.campaigns_fundings_list_state import (
    CampaignsFundingsListState,
)
from ...models.paginated_funding_list import PaginatedFundingList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    ordering: CampaignsFundingsListOrdering | Unset = UNSET,
    pledged_from: datetime.datetime | Unset = UNSET,
    pledged_to: datetime.datetime | Unset = UNSET,
    state: CampaignsFundingsListState | Unset = UNSET,
) -> Call[PaginatedFundingList]:
    """Money pledged and received"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_pledged_from: str | Unset = UNSET
    if not isinstance(pledged_from, Unset):
        json_pledged_from = pledged_from.isoformat()
    params["pledged_from"] = json_pledged_from

    json_pledged_to: str | Unset = UNSET
    if not isinstance(pledged_to, Unset):
        json_pledged_to = pledged_to.isoformat()
    params["pledged_to"] = json_pledged_to

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/fundings/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedFundingList:
    if response.status_code == 200:
        response_200 = PaginatedFundingList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
