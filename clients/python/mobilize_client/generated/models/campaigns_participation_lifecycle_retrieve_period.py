from typing import Literal

CampaignsParticipationLifecycleRetrievePeriod = Literal["day", "hour", "month", "week"]

CAMPAIGNS_PARTICIPATION_LIFECYCLE_RETRIEVE_PERIOD_VALUES: set[CampaignsParticipationLifecycleRetrievePeriod] = {
    "day",
    "hour",
    "month",
    "week",
}


def check_campaigns_participation_lifecycle_retrieve_period(
    value: str,
) -> CampaignsParticipationLifecycleRetrievePeriod:
    if value in CAMPAIGNS_PARTICIPATION_LIFECYCLE_RETRIEVE_PERIOD_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_LIFECYCLE_RETRIEVE_PERIOD_VALUES!r}"
    )
