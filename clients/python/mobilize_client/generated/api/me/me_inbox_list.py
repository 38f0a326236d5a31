from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_notice_list import PaginatedNoticeList
from ...types import UNSET, Unset


def call(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    unread: bool | Unset = UNSET,
) -> Call[PaginatedNoticeList]:
    """What happened to me"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["unread"] = unread

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/inbox/",
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedNoticeList:
    if response.status_code == 200:
        response_200 = PaginatedNoticeList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
