import datetime
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_participation_growth_retrieve_format import (
    CampaignsParticipationGrowthRetrieveFormat,
)
from ...models.campaigns_participation_growth_retrieve_period import (
    CampaignsParticipationGrowthRetrievePeriod,
)
from ...models.report_growth import ReportGrowth
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    format_: CampaignsParticipationGrowthRetrieveFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    period: CampaignsParticipationGrowthRetrievePeriod | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> Call[ReportGrowth]:
    """A part of the participation report"""

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_period: str | Unset = UNSET
    if not isinstance(period, Unset):
        json_period = period

    params["period"] = json_period

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/growth/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ReportGrowth:
    if response.status_code == 200:
        response_200 = ReportGrowth.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
