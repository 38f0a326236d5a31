from typing import Literal

CampaignsPayoutBatchesListOrdering = Literal["-made", "made"]

CAMPAIGNS_PAYOUT_BATCHES_LIST_ORDERING_VALUES: set[CampaignsPayoutBatchesListOrdering] = {
    "-made",
    "made",
}


def check_campaigns_payout_batches_list_ordering(value: str) -> CampaignsPayoutBatchesListOrdering:
    if value in CAMPAIGNS_PAYOUT_BATCHES_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PAYOUT_BATCHES_LIST_ORDERING_VALUES!r}")
