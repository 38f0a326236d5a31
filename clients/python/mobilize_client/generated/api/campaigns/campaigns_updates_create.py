from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.update import Update
from ...models.update_draft_request import UpdateDraftRequest


def call(
    slug: str,
    *,
    body: UpdateDraftRequest,
) -> Call[Update]:
    """Publish news"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/updates/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Update:
    if response.status_code == 201:
        response_201 = Update.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
