from typing import Literal

CampaignsSettlementsListFormat = Literal["csv", "json"]

CAMPAIGNS_SETTLEMENTS_LIST_FORMAT_VALUES: set[CampaignsSettlementsListFormat] = {
    "csv",
    "json",
}


def check_campaigns_settlements_list_format(value: str) -> CampaignsSettlementsListFormat:
    if value in CAMPAIGNS_SETTLEMENTS_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_SETTLEMENTS_LIST_FORMAT_VALUES!r}")
