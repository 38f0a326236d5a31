from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.read_up_to_request import ReadUpToRequest
from ...models.unread import Unread
from ...types import UNSET, Unset


def call(
    *,
    body: ReadUpToRequest | Unset = UNSET,
) -> Call[Unread]:
    """Mark everything in my inbox as read"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/inbox/read/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Unread:
    if response.status_code == 200:
        response_200 = Unread.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
