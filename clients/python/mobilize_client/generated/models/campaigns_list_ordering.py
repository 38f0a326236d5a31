from typing import Literal

CampaignsListOrdering = Literal["-made", "made"]

CAMPAIGNS_LIST_ORDERING_VALUES: set[CampaignsListOrdering] = {
    "-made",
    "made",
}


def check_campaigns_list_ordering(value: str) -> CampaignsListOrdering:
    if value in CAMPAIGNS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LIST_ORDERING_VALUES!r}")
