from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.made_webhook import MadeWebhook
from ...models.webhook_draft_request import WebhookDraftRequest


def call(
    *,
    body: WebhookDraftRequest,
) -> Call[MadeWebhook]:
    """Have a program told of a campaign's events"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> MadeWebhook:
    if response.status_code == 201:
        response_201 = MadeWebhook.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
