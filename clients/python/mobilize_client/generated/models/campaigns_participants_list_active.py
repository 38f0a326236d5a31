from typing import Literal

CampaignsParticipantsListActive = Literal["false", "true"]

CAMPAIGNS_PARTICIPANTS_LIST_ACTIVE_VALUES: set[CampaignsParticipantsListActive] = {
    "false",
    "true",
}


def check_campaigns_participants_list_active(value: str) -> CampaignsParticipantsListActive:
    if value in CAMPAIGNS_PARTICIPANTS_LIST_ACTIVE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPANTS_LIST_ACTIVE_VALUES!r}")
