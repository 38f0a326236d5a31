from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.choices_shown import ChoicesShown


def call() -> Call[ChoicesShown]:
    """Which kinds of notices reach me, and how"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/notices/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ChoicesShown:
    if response.status_code == 200:
        response_200 = ChoicesShown.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
