from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.giving import Giving


def call() -> Call[list[Giving]]:
    """What I give of my rewards"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/pledge/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> list[Giving]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = Giving.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    raise UnexpectedAnswer(response)
