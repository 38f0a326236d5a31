from typing import Literal

CampaignsLeaderboardRetrieveAround = Literal["me"]

CAMPAIGNS_LEADERBOARD_RETRIEVE_AROUND_VALUES: set[CampaignsLeaderboardRetrieveAround] = {
    "me",
}


def check_campaigns_leaderboard_retrieve_around(value: str) -> CampaignsLeaderboardRetrieveAround:
    if value in CAMPAIGNS_LEADERBOARD_RETRIEVE_AROUND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LEADERBOARD_RETRIEVE_AROUND_VALUES!r}")
