from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.claim_request import ClaimRequest
from ...models.place import Place


def call(
    slug: str,
    *,
    body: ClaimRequest,
) -> Call[Place]:
    """Take an unclaimed place by its claim code"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/claim/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Place:
    if response.status_code == 200:
        response_200 = Place.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
