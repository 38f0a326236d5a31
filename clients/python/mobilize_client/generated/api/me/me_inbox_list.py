from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.me_inbox_list_unread import MeInboxListUnread
from ...models.paginated_notice_list import PaginatedNoticeList
from ...types import UNSET, Unset


def call(
    *,
    campaign: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    unread: MeInboxListUnread | Unset = UNSET,
) -> Call[PaginatedNoticeList]:
    """What happened to me"""

    params: dict[str, Any] = {}

    params["campaign"] = campaign

    params["cursor"] = cursor

    params["limit"] = limit

    json_unread: str | Unset = UNSET
    if not isinstance(unread, Unset):
        json_unread = unread

    params["unread"] = json_unread

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
