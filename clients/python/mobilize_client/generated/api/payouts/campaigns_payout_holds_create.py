from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.hold import Hold
from ...models.hold_draft_request import HoldDraftRequest


def call(
    slug: str,
    *,
    body: HoldDraftRequest,
) -> Call[Hold]:
    """Pay somebody nothing for the time being"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/payout-holds/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Hold:
    if response.status_code == 201:
        response_201 = Hold.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
