from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.gold import Gold
from ...models.make_gold_request import MakeGoldRequest


def call(
    slug: str,
    *,
    body: MakeGoldRequest,
) -> Call[Gold]:
    """Make a decided finding gold"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/gold/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Gold:
    if response.status_code == 201:
        response_201 = Gold.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
