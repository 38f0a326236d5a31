from typing import Literal

CampaignsActivitiesListOrdering = Literal["-made", "made"]

CAMPAIGNS_ACTIVITIES_LIST_ORDERING_VALUES: set[CampaignsActivitiesListOrdering] = {
    "-made",
    "made",
}


def check_campaigns_activities_list_ordering(value: str) -> CampaignsActivitiesListOrdering:
    if value in CAMPAIGNS_ACTIVITIES_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_ACTIVITIES_LIST_ORDERING_VALUES!r}")
