from typing import Literal

CampaignsParticipationSpikesRetrieveFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPATION_SPIKES_RETRIEVE_FORMAT_VALUES: set[CampaignsParticipationSpikesRetrieveFormat] = {
    "csv",
    "json",
}


def check_campaigns_participation_spikes_retrieve_format(value: str) -> CampaignsParticipationSpikesRetrieveFormat:
    if value in CAMPAIGNS_PARTICIPATION_SPIKES_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_SPIKES_RETRIEVE_FORMAT_VALUES!r}"
    )
