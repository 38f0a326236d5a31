from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_downline_member_list import PaginatedDownlineMemberList
from ...types import UNSET, Unset


def call(
    participant_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedDownlineMemberList]:
    """Whom they brought in directly, the latest first; ask for each one's own in turn"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/participants/{participant_id}/downline/".format(
            participant_id=quote(str(participant_id), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedDownlineMemberList:
    if response.status_code == 200:
        response_200 = PaginatedDownlineMemberList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
