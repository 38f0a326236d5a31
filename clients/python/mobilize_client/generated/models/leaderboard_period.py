from typing import Literal

LeaderboardPeriod = Literal["all", "current"]

LEADERBOARD_PERIOD_VALUES: set[LeaderboardPeriod] = {
    "all",
    "current",
}


def check_leaderboard_period(value: str) -> LeaderboardPeriod:
    if value in LEADERBOARD_PERIOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEADERBOARD_PERIOD_VALUES!r}")
