from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.erasure_preview import ErasurePreview


def call() -> Call[ErasurePreview]:
    """What erasing me would take away, and what would be left"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/erase/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ErasurePreview:
    if response.status_code == 200:
        response_200 = ErasurePreview.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
