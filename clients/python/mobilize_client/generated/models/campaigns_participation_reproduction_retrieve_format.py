from typing import Literal

CampaignsParticipationReproductionRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_REPRODUCTION_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationReproductionRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_reproduction_retrieve_format(
    value: str,
) -> CampaignsParticipationReproductionRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_REPRODUCTION_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_REPRODUCTION_RETRIEVE_FORMAT_VALUES!r}"
    )
