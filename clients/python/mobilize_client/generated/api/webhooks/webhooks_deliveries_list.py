from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_delivery_list import PaginatedDeliveryList
from ...models.webhooks_deliveries_list_state import (
    WebhooksDeliveriesListState,
)
from ...models.webhooks_deliveries_list_type import (
    WebhooksDeliveriesListType,
)
from ...types import UNSET, Unset


def call(
    webhook_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    state: WebhooksDeliveriesListState | Unset = UNSET,
    type_: WebhooksDeliveriesListType | Unset = UNSET,
) -> Call[PaginatedDeliveryList]:
    """What a webhook was told, the latest first"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/webhooks/{webhook_id}/deliveries/".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedDeliveryList:
    if response.status_code == 200:
        response_200 = PaginatedDeliveryList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
