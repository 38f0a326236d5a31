from typing import Literal

CampaignsAlertsListState = Literal["cleared", "open"]

CAMPAIGNS_ALERTS_LIST_STATE_VALUES: set[CampaignsAlertsListState] = {
    "cleared",
    "open",
}


def check_campaigns_alerts_list_state(value: str) -> CampaignsAlertsListState:
    if value in CAMPAIGNS_ALERTS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_ALERTS_LIST_STATE_VALUES!r}")
