from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.destination import Destination
from ...models.destination_draft_request import DestinationDraftRequest


def call(
    *,
    body: DestinationDraftRequest,
) -> Call[Destination]:
    """Say where my money goes"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/destinations/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Destination:
    if response.status_code == 200:
        response_200 = Destination.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Destination.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
