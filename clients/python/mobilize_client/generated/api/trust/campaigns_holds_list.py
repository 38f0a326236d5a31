from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_holds_list_state import (
    CampaignsHoldsListState,
)
from ...models.paginated_trust_hold_list import PaginatedTrustHoldList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    participant: UUID | Unset = UNSET,
    state: CampaignsHoldsListState | Unset = UNSET,
) -> Call[PaginatedTrustHoldList]:
    """Whose rewards wait, or waited, and what was decided"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_participant: str | Unset = UNSET
    if not isinstance(participant, Unset):
        json_participant = str(participant)
    params["participant"] = json_participant

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/holds/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedTrustHoldList:
    if response.status_code == 200:
        response_200 = PaginatedTrustHoldList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
