from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.erasure import Erasure
from ...models.erasure_asked_request import ErasureAskedRequest


def call(
    *,
    body: ErasureAskedRequest,
) -> Call[Erasure]:
    """Erase me"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/erase/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Erasure:
    if response.status_code == 202:
        response_202 = Erasure.from_dict(response.json())

        return response_202

    raise UnexpectedAnswer(response)
