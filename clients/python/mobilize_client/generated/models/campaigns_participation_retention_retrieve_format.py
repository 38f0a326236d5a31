from typing import Literal

CampaignsParticipationRetentionRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationRetentionRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_retention_retrieve_format(
    value: str,
) -> CampaignsParticipationRetentionRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_FORMAT_VALUES!r}"
    )
