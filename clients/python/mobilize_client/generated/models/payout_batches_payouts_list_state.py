from typing import Literal

PayoutBatchesPayoutsListState = Literal["failed", "queued", "returned", "sent", "settled", "unknown"]

PAYOUT_BATCHES_PAYOUTS_LIST_STATE_VALUES: set[PayoutBatchesPayoutsListState] = {
    "failed",
    "queued",
    "returned",
    "sent",
    "settled",
    "unknown",
}


def check_payout_batches_payouts_list_state(value: str) -> PayoutBatchesPayoutsListState:
    if value in PAYOUT_BATCHES_PAYOUTS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PAYOUT_BATCHES_PAYOUTS_LIST_STATE_VALUES!r}")
