from typing import Literal

CampaignsParticipationRetentionRetrieveKind = Literal["first_time", "joined", "on_or_after", "recurring"]

CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_KIND_VALUES: set[CampaignsParticipationRetentionRetrieveKind] = {
    "first_time",
    "joined",
    "on_or_after",
    "recurring",
}


def check_campaigns_participation_retention_retrieve_kind(value: str) -> CampaignsParticipationRetentionRetrieveKind:
    if value in CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPATION_RETENTION_RETRIEVE_KIND_VALUES!r}"
    )
