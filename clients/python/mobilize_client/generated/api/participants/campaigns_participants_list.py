from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_participant_list import PaginatedParticipantList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    depth: int | Unset = UNSET,
    invited_by: UUID | Unset = UNSET,
    limit: int | Unset = 25,
    search: str | Unset = UNSET,
) -> Call[PaginatedParticipantList]:
    """Who takes part"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["depth"] = depth

    json_invited_by: str | Unset = UNSET
    if not isinstance(invited_by, Unset):
        json_invited_by = str(invited_by)
    params["invited_by"] = json_invited_by

    params["limit"] = limit

    params["search"] = search

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participants/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedParticipantList:
    if response.status_code == 200:
        response_200 = PaginatedParticipantList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
