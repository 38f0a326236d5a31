from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.giving import Giving
from ...models.giving_request import GivingRequest


def call(
    *,
    body: GivingRequest,
) -> Call[Giving]:
    """Give a percentage of my rewards from the next one on"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/pledge/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Giving:
    if response.status_code == 201:
        response_201 = Giving.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
