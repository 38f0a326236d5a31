from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.me import Me
from ...models.patched_profile_request import PatchedProfileRequest
from ...types import UNSET, Unset


def call(
    *,
    body: PatchedProfileRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Me]:
    """Choose my name, my language and my time zone"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/me/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Me:
    if response.status_code == 200:
        response_200 = Me.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
