from typing import Literal

CampaignsObjectionsListState = Literal["decided", "open"]

CAMPAIGNS_OBJECTIONS_LIST_STATE_VALUES: set[CampaignsObjectionsListState] = {
    "decided",
    "open",
}


def check_campaigns_objections_list_state(value: str) -> CampaignsObjectionsListState:
    if value in CAMPAIGNS_OBJECTIONS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_OBJECTIONS_LIST_STATE_VALUES!r}")
