from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.replay_span_request import ReplaySpanRequest
from ...models.replayed import Replayed


def call(
    webhook_id: UUID,
    *,
    body: ReplaySpanRequest,
) -> Call[Replayed]:
    """Send a time span's messages again"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/{webhook_id}/deliveries/replay/".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Replayed:
    if response.status_code == 200:
        response_200 = Replayed.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
