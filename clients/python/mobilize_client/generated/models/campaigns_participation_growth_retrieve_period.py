from typing import Literal

CampaignsParticipationGrowthRetrievePeriod = Literal["day", "hour", "month", "week"]

CAMPAIGNS_PARTICIPATION_GROWTH_RETRIEVE_PERIOD_VALUES: set[CampaignsParticipationGrowthRetrievePeriod] = {
    "day",
    "hour",
    "month",
    "week",
}


def check_campaigns_participation_growth_retrieve_period(value: str) -> CampaignsParticipationGrowthRetrievePeriod:
    if value in CAMPAIGNS_PARTICIPATION_GROWTH_RETRIEVE_PERIOD_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_GROWTH_RETRIEVE_PERIOD_VALUES!r}"
    )
