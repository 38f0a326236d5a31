from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_activity_list import PaginatedActivityList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    limit: int | Unset = 25,
    participant: UUID | Unset = UNSET,
) -> Call[PaginatedActivityList]:
    """The activities that were told"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["kind"] = kind

    params["limit"] = limit

    json_participant: str | Unset = UNSET
    if not isinstance(participant, Unset):
        json_participant = str(participant)
    params["participant"] = json_participant

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/activities/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedActivityList:
    if response.status_code == 200:
        response_200 = PaginatedActivityList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
