from typing import Literal

CampaignsParticipantsListState = Literal["banned", "excluded", "open", "quarantined"]

CAMPAIGNS_PARTICIPANTS_LIST_STATE_VALUES: set[CampaignsParticipantsListState] = {
    "banned",
    "excluded",
    "open",
    "quarantined",
}


def check_campaigns_participants_list_state(value: str) -> CampaignsParticipantsListState:
    if value in CAMPAIGNS_PARTICIPANTS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPANTS_LIST_STATE_VALUES!r}")
