from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.delivery_detail import DeliveryDetail


def call(
    webhook_id: UUID,
    delivery_id: UUID,
) -> Call[DeliveryDetail]:
    """Send one message again"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay/".format(
            webhook_id=quote(str(webhook_id), safe=""),
            delivery_id=quote(str(delivery_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> DeliveryDetail:
    if response.status_code == 200:
        response_200 = DeliveryDetail.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
