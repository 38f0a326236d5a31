from typing import Literal

CampaignsParticipationStickinessRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_STICKINESS_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationStickinessRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_stickiness_retrieve_format(
    value: str,
) -> CampaignsParticipationStickinessRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_STICKINESS_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_STICKINESS_RETRIEVE_FORMAT_VALUES!r}"
    )
