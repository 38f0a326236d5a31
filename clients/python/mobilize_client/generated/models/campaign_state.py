from typing import Literal

CampaignState = Literal["closed", "draft", "live", "paused"]

CAMPAIGN_STATE_VALUES: set[CampaignState] = {
    "closed",
    "draft",
    "live",
    "paused",
}


def check_campaign_state(value: str) -> CampaignState:
    if value in CAMPAIGN_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGN_STATE_VALUES!r}")
