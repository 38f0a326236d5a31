from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.unread import Unread


def call() -> Call[Unread]:
    """How much in my inbox is unread"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/inbox/unread/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Unread:
    if response.status_code == 200:
        response_200 = Unread.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
