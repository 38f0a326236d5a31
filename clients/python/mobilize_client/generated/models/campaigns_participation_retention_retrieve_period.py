from typing import Literal

CampaignsParticipationRetentionRetrievePeriod = Literal["day", "hour", "month", "week"]

CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_PERIOD_VALUES: set[CampaignsParticipationRetentionRetrievePeriod] = {
    "day",
    "hour",
    "month",
    "week",
}


def check_campaigns_participation_retention_retrieve_period(
    value: str,
) -> CampaignsParticipationRetentionRetrievePeriod:
    if value in CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_PERIOD_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_PERIOD_VALUES!r}"
    )
