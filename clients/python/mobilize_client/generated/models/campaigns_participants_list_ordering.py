from typing import Literal

CampaignsParticipantsListOrdering = Literal["-depth", "-joined_at", "-made", "depth", "joined_at", "made"]

CAMPAIGNS_PARTICIPANTS_LIST_ORDERING_VALUES: set[CampaignsParticipantsListOrdering] = {
    "-depth",
    "-joined_at",
    "-made",
    "depth",
    "joined_at",
    "made",
}


def check_campaigns_participants_list_ordering(value: str) -> CampaignsParticipantsListOrdering:
    if value in CAMPAIGNS_PARTICIPANTS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPANTS_LIST_ORDERING_VALUES!r}")
