from typing import Literal

CampaignsParticipationRetentionRetrieveCohortBy = Literal["arm", "branch", "generation", "period", "source"]

CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_COHORT_BY_VALUES: set[CampaignsParticipationRetentionRetrieveCohortBy] = {
    "arm",
    "branch",
    "generation",
    "period",
    "source",
}


def check_campaigns_participation_retention_retrieve_cohort_by(
    value: str,
) -> CampaignsParticipationRetentionRetrieveCohortBy:
    if value in CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_COHORT_BY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_COHORT_BY_VALUES!r}"
    )
