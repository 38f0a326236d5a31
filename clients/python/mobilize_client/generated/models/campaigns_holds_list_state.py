from typing import Literal

CampaignsHoldsListState = Literal["active", "decided"]

CAMPAIGNS_HOLDS_LIST_STATE_VALUES: set[CampaignsHoldsListState] = {
    "active",
    "decided",
}


def check_campaigns_holds_list_state(value: str) -> CampaignsHoldsListState:
    if value in CAMPAIGNS_HOLDS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_HOLDS_LIST_STATE_VALUES!r}")
