from typing import Literal

CampaignsParticipationInequalityRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_INEQUALITY_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationInequalityRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_inequality_retrieve_format(
    value: str,
) -> CampaignsParticipationInequalityRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_INEQUALITY_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_INEQUALITY_RETRIEVE_FORMAT_VALUES!r}"
    )
