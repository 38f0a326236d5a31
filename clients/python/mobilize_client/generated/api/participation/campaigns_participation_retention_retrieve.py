import datetime
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_participation_retention_retrieve_cohort_by import (
    CampaignsParticipationRetentionRetrieveCohortBy,
)
from ...models.campaigns_participation_retention_retrieve_format import (
    CampaignsParticipationRetentionRetrieveFormat,
)
from ...models.campaigns_participation_retention_retrieve_kind import (
    CampaignsParticipationRetentionRetrieveKind,
)
from ...models.campaigns_participation_retention_retrieve_period import (
    CampaignsParticipationRetentionRetrievePeriod,
)
from ...models.report_retention import ReportRetention
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cohort_by: CampaignsParticipationRetentionRetrieveCohortBy | Unset = UNSET,
    format_: CampaignsParticipationRetentionRetrieveFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    kind: CampaignsParticipationRetentionRetrieveKind | Unset = UNSET,
    period: CampaignsParticipationRetentionRetrievePeriod | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> Call[ReportRetention]:
    """A part of the participation report"""

    params: dict[str, Any] = {}

    json_cohort_by: str | Unset = UNSET
    if not isinstance(cohort_by, Unset):
        json_cohort_by = cohort_by

    params["cohort_by"] = json_cohort_by

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

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
        "url": "/api/v1/campaigns/{slug}/participation/retention/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ReportRetention:
    if response.status_code == 200:
        response_200 = ReportRetention.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
