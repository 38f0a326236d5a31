from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_participation_reproduction_retrieve_format import (
    CampaignsParticipationReproductionRetrieveFormat,
)
from ...models.report_reproduction import ReportReproduction
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    format_: CampaignsParticipationReproductionRetrieveFormat | Unset = UNSET,
) -> Call[ReportReproduction]:
    """A part of the participation report"""

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/reproduction/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ReportReproduction:
    if response.status_code == 200:
        response_200 = ReportReproduction.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
