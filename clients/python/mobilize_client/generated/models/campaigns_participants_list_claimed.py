from typing import Literal

CampaignsParticipantsListClaimed = Literal["false", "true"]

CAMPAIGNS_PARTICIPANTS_LIST_CLAIMED_VALUES: set[CampaignsParticipantsListClaimed] = {
    "false",
    "true",
}


def check_campaigns_participants_list_claimed(value: str) -> CampaignsParticipantsListClaimed:
    if value in CAMPAIGNS_PARTICIPANTS_LIST_CLAIMED_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPANTS_LIST_CLAIMED_VALUES!r}")
