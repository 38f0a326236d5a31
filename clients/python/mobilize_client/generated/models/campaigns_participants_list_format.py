from typing import Literal

CampaignsParticipantsListFormat = Literal["csv", "json"]

CAMPAIGNS_PARTICIPANTS_LIST_FORMAT_VALUES: set[CampaignsParticipantsListFormat] = {
    "csv",
    "json",
}


def check_campaigns_participants_list_format(value: str) -> CampaignsParticipantsListFormat:
    if value in CAMPAIGNS_PARTICIPANTS_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_PARTICIPANTS_LIST_FORMAT_VALUES!r}")
