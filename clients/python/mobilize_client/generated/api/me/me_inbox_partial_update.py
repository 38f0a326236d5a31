from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.notice import Notice
from ...models.patched_mark_request import PatchedMarkRequest
from ...types import UNSET, Unset


def call(
    notice_id: UUID,
    *,
    body: PatchedMarkRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Notice]:
    """Mark a notice as read or unread"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/me/inbox/{notice_id}/".format(
            notice_id=quote(str(notice_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Notice:
    if response.status_code == 200:
        response_200 = Notice.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
