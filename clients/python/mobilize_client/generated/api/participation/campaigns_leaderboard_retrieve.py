from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_leaderboard_retrieve_around import (
    CampaignsLeaderboardRetrieveAround,
)
from ...models.campaigns_leaderboard_retrieve_period import (
    CampaignsLeaderboardRetrievePeriod,
)
from ...models.leaderboard import Leaderboard
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    around: CampaignsLeaderboardRetrieveAround | Unset = UNSET,
    period: CampaignsLeaderboardRetrievePeriod | Unset = UNSET,
) -> Call[Leaderboard]:
    """Who brought people who stayed, and found what was true"""

    params: dict[str, Any] = {}

    json_around: str | Unset = UNSET
    if not isinstance(around, Unset):
        json_around = around

    params["around"] = json_around

    json_period: str | Unset = UNSET
    if not isinstance(period, Unset):
        json_period = period

    params["period"] = json_period

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/leaderboard/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Leaderboard:
    if response.status_code == 200:
        response_200 = Leaderboard.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
