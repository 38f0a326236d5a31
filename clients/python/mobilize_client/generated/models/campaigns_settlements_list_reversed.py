from typing import Literal

CampaignsSettlementsListReversed = Literal["false", "true"]

CAMPAIGNS_SETTLEMENTS_LIST_REVERSED_VALUES: set[CampaignsSettlementsListReversed] = {
    "false",
    "true",
}


def check_campaigns_settlements_list_reversed(value: str) -> CampaignsSettlementsListReversed:
    if value in CAMPAIGNS_SETTLEMENTS_LIST_REVERSED_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_SETTLEMENTS_LIST_REVERSED_VALUES!r}")
