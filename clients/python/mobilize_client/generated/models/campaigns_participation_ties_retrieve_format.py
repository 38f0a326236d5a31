from typing import Literal

CampaignsParticipationTiesRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_TIES_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationTiesRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_ties_retrieve_format(value: str) -> CampaignsParticipationTiesRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_TIES_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_TIES_RETRIEVE_FORMAT_VALUES!r}"
    )
