from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.me import Me


def call() -> Call[Me]:
    """Who am I"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Me:
    if response.status_code == 200:
        response_200 = Me.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
