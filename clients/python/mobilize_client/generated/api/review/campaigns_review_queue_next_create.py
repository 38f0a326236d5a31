from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.next_request import NextRequest
from ...models.taken import Taken
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: NextRequest | Unset = UNSET,
) -> Call[Taken]:
    """Take up what is best reviewed next"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/review-queue/next/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Taken:
    if response.status_code == 200:
        response_200 = Taken.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
