from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.patched_place_change_request import PatchedPlaceChangeRequest
from ...models.place import Place
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: PatchedPlaceChangeRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Place]:
    """Change my name in a campaign; leave its leaderboard, or come back to it"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/campaigns/{slug}/me/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Place:
    if response.status_code == 200:
        response_200 = Place.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
