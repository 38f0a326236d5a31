from typing import Literal

PayoutBatchesPayoutsListOrdering = Literal["-made", "made"]

PAYOUT_BATCHES_PAYOUTS_LIST_ORDERING_VALUES: set[PayoutBatchesPayoutsListOrdering] = {
    "-made",
    "made",
}


def check_payout_batches_payouts_list_ordering(value: str) -> PayoutBatchesPayoutsListOrdering:
    if value in PAYOUT_BATCHES_PAYOUTS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PAYOUT_BATCHES_PAYOUTS_LIST_ORDERING_VALUES!r}")
