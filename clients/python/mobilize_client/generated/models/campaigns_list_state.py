from typing import Literal

CampaignsListState = Literal["closed", "draft", "live", "paused"]

CAMPAIGNS_LIST_STATE_VALUES: set[CampaignsListState] = {
    "closed",
    "draft",
    "live",
    "paused",
}


def check_campaigns_list_state(value: str) -> CampaignsListState:
    if value in CAMPAIGNS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LIST_STATE_VALUES!r}")
