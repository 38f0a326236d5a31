from typing import Literal

CampaignsSignalsListState = Literal["cleared", "open", "upheld"]

CAMPAIGNS_SIGNALS_LIST_STATE_VALUES: set[CampaignsSignalsListState] = {
    "cleared",
    "open",
    "upheld",
}


def check_campaigns_signals_list_state(value: str) -> CampaignsSignalsListState:
    if value in CAMPAIGNS_SIGNALS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_SIGNALS_LIST_STATE_VALUES!r}")
