from typing import Literal

CampaignsFundingsListOrdering = Literal["-made", "made"]

CAMPAIGNS_FUNDINGS_LIST_ORDERING_VALUES: set[CampaignsFundingsListOrdering] = {
    "-made",
    "made",
}


def check_campaigns_fundings_list_ordering(value: str) -> CampaignsFundingsListOrdering:
    if value in CAMPAIGNS_FUNDINGS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FUNDINGS_LIST_ORDERING_VALUES!r}")
