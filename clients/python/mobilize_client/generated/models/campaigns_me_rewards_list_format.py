from typing import Literal

CampaignsMeRewardsListFormat = Literal["csv", "json", "pdf"]

CAMPAIGNS_ME_REWARDS_LIST_FORMAT_VALUES: set[CampaignsMeRewardsListFormat] = {
    "csv",
    "json",
    "pdf",
}


def check_campaigns_me_rewards_list_format(value: str) -> CampaignsMeRewardsListFormat:
    if value in CAMPAIGNS_ME_REWARDS_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_ME_REWARDS_LIST_FORMAT_VALUES!r}")
