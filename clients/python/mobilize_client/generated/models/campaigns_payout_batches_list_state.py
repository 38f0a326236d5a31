from typing import Literal

CampaignsPayoutBatchesListState = Literal["approved", "cancelled", "done", "draft", "sent"]

CAMPAIGNS_PAYOUT_BATCHES_LIST_STATE_VALUES: set[CampaignsPayoutBatchesListState] = {
    "approved",
    "cancelled",
    "done",
    "draft",
    "sent",
}


def check_campaigns_payout_batches_list_state(value: str) -> CampaignsPayoutBatchesListState:
    if value in CAMPAIGNS_PAYOUT_BATCHES_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PAYOUT_BATCHES_LIST_STATE_VALUES!r}")
