from typing import Literal

CampaignsPayoutHoldsListState = Literal["active", "lifted", "objected"]

CAMPAIGNS_PAYOUT_HOLDS_LIST_STATE_VALUES: set[CampaignsPayoutHoldsListState] = {
    "active",
    "lifted",
    "objected",
}


def check_campaigns_payout_holds_list_state(value: str) -> CampaignsPayoutHoldsListState:
    if value in CAMPAIGNS_PAYOUT_HOLDS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PAYOUT_HOLDS_LIST_STATE_VALUES!r}")
