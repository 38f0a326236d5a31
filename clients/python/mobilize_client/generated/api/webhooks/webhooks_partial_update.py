from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.patched_webhook_change_request import PatchedWebhookChangeRequest
from ...models.webhook import Webhook
from ...types import UNSET, Unset


def call(
    webhook_id: UUID,
    *,
    body: PatchedWebhookChangeRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Webhook]:
    """Change a webhook, or switch it off and on"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/webhooks/{webhook_id}/".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Webhook:
    if response.status_code == 200:
        response_200 = Webhook.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
