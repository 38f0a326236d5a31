from typing import Literal

CampaignsLeaderboardRetrievePeriod = Literal["all", "current"]

CAMPAIGNS_LEADERBOARD_RETRIEVE_PERIOD_VALUES: set[CampaignsLeaderboardRetrievePeriod] = {
    "all",
    "current",
}


def check_campaigns_leaderboard_retrieve_period(value: str) -> CampaignsLeaderboardRetrievePeriod:
    if value in CAMPAIGNS_LEADERBOARD_RETRIEVE_PERIOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LEADERBOARD_RETRIEVE_PERIOD_VALUES!r}")
