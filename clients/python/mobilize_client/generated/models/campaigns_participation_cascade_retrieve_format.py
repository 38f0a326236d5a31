from typing import Literal

CampaignsParticipationCascadeRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_CASCADE_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationCascadeRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_cascade_retrieve_format(value: str) -> CampaignsParticipationCascadeRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_CASCADE_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_CASCADE_RETRIEVE_FORMAT_VALUES!r}"
    )
