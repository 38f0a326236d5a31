from typing import Literal

CampaignsSettlementsListOrdering = Literal["-made", "made"]

CAMPAIGNS_SETTLEMENTS_LIST_ORDERING_VALUES: set[CampaignsSettlementsListOrdering] = {
    "-made",
    "made",
}


def check_campaigns_settlements_list_ordering(value: str) -> CampaignsSettlementsListOrdering:
    if value in CAMPAIGNS_SETTLEMENTS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_SETTLEMENTS_LIST_ORDERING_VALUES!r}")
