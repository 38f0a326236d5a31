from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.made_webhook import MadeWebhook
from ...models.rotation_request import RotationRequest
from ...types import UNSET, Unset


def call(
    webhook_id: UUID,
    *,
    body: RotationRequest | Unset = UNSET,
) -> Call[MadeWebhook]:
    """Give a webhook another secret"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/{webhook_id}/rotate/".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> MadeWebhook:
    if response.status_code == 200:
        response_200 = MadeWebhook.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
