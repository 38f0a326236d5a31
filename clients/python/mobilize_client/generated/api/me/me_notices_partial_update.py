from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.choices_shown import ChoicesShown
from ...models.patched_choices_request import PatchedChoicesRequest
from ...types import UNSET, Unset


def call(
    *,
    body: PatchedChoicesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[ChoicesShown]:
    """Choose which kinds of notices reach me, and how"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/me/notices/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ChoicesShown:
    if response.status_code == 200:
        response_200 = ChoicesShown.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
