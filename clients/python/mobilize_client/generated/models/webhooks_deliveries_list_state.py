from typing import Literal

WebhooksDeliveriesListState = Literal["delivered", "failed", "sending", "skipped", "waiting"]

WEBHOOKS_DELIVERIES_LIST_STATE_VALUES: set[WebhooksDeliveriesListState] = {
    "delivered",
    "failed",
    "sending",
    "skipped",
    "waiting",
}


def check_webhooks_deliveries_list_state(value: str) -> WebhooksDeliveriesListState:
    if value in WEBHOOKS_DELIVERIES_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOKS_DELIVERIES_LIST_STATE_VALUES!r}")
