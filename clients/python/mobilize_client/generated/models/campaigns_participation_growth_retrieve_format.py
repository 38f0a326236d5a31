from typing import Literal

CampaignsParticipationGrowthRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_GROWTH_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationGrowthRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_growth_retrieve_format(value: str) -> CampaignsParticipationGrowthRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_GROWTH_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_GROWTH_RETRIEVE_FORMAT_VALUES!r}"
    )
