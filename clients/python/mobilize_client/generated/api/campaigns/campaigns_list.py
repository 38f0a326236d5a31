from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_list_ordering import (
    CampaignsListOrdering,
)
from ...models.campaigns_list_state import (
    CampaignsListState,
)
from ...models.paginated_campaign_list import PaginatedCampaignList
from ...types import UNSET, Unset


def call(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    ordering: CampaignsListOrdering | Unset = UNSET,
    search: str | Unset = UNSET,
    state: CampaignsListState | Unset = UNSET,
) -> Call[PaginatedCampaignList]:
    """Campaigns that are public, and one's own drafts"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    params["search"] = search

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/",
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedCampaignList:
    if response.status_code == 200:
        response_200 = PaginatedCampaignList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
