from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.letters_request import LettersRequest
from ...models.letters_shown import LettersShown
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: LettersRequest,
    if_match: str | Unset = UNSET,
) -> Call[LettersShown]:
    """Let the organizers write to me about this campaign, or not any more"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/campaigns/{slug}/me/letters/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> LettersShown:
    if response.status_code == 200:
        response_200 = LettersShown.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
