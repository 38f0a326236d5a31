from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.key_draft_request import KeyDraftRequest
from ...models.made_key import MadeKey


def call(
    *,
    body: KeyDraftRequest,
) -> Call[MadeKey]:
    """Make an API key"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/keys/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> MadeKey:
    if response.status_code == 201:
        response_201 = MadeKey.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
