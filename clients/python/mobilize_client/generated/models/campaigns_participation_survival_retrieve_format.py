from typing import Literal

CampaignsParticipationSurvivalRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_SURVIVAL_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationSurvivalRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_survival_retrieve_format(value: str) -> CampaignsParticipationSurvivalRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_SURVIVAL_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_SURVIVAL_RETRIEVE_FORMAT_VALUES!r}"
    )
