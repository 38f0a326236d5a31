from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.delivery_detail import DeliveryDetail


def call(
    webhook_id: UUID,
) -> Call[DeliveryDetail]:
    """Try a webhook out"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/{webhook_id}/test/".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> DeliveryDetail:
    if response.status_code == 201:
        response_201 = DeliveryDetail.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
