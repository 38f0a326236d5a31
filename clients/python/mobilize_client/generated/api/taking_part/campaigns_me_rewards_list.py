import datetime
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_me_rewards_list_format import (
    CampaignsMeRewardsListFormat,
)
from ...models.statement_page import StatementPage
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    format_: CampaignsMeRewardsListFormat | Unset = UNSET,
    from_: datetime.date | Unset = UNSET,
    limit: int | Unset = 25,
    to: datetime.date | Unset = UNSET,
) -> Call[StatementPage]:
    """My money in this campaign, line by line with its reason"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    params["limit"] = limit

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/rewards/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> StatementPage:
    if response.status_code == 200:
        response_200 = StatementPage.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
