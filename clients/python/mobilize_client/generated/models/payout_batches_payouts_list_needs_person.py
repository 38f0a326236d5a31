from typing import Literal

PayoutBatchesPayoutsListNeedsPerson = Literal["false", "true"]

PAYOUT_BATCHES_PAYOUTS_LIST_NEEDS_PERSON_VALUES: set[PayoutBatchesPayoutsListNeedsPerson] = {
    "false",
    "true",
}


def check_payout_batches_payouts_list_needs_person(value: str) -> PayoutBatchesPayoutsListNeedsPerson:
    if value in PAYOUT_BATCHES_PAYOUTS_LIST_NEEDS_PERSON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PAYOUT_BATCHES_PAYOUTS_LIST_NEEDS_PERSON_VALUES!r}")
