from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_objections_list_state import (
    CampaignsObjectionsListState,
)
from ...models.paginated_objection_list import PaginatedObjectionList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    participant: UUID | Unset = UNSET,
    state: CampaignsObjectionsListState | Unset = UNSET,
) -> Call[PaginatedObjectionList]:
    """Objections, and how they were answered"""

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
        "url": "/api/v1/campaigns/{slug}/objections/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedObjectionList:
    if response.status_code == 200:
        response_200 = PaginatedObjectionList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
