from typing import Literal

CampaignsParticipationLifecycleRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_LIFECYCLE_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationLifecycleRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_lifecycle_retrieve_format(
    value: str,
) -> CampaignsParticipationLifecycleRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_LIFECYCLE_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_LIFECYCLE_RETRIEVE_FORMAT_VALUES!r}"
    )
