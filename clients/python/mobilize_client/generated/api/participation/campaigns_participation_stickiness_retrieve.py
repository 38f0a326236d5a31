from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_participation_stickiness_retrieve_response_200 import (
    CampaignsParticipationStickinessRetrieveResponse200,
)
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
) -> Call[CampaignsParticipationStickinessRetrieveResponse200]:
    """A part of the participation report"""

    params: dict[str, Any] = {}

    params["from"] = from_

    params["to"] = to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/stickiness/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> CampaignsParticipationStickinessRetrieveResponse200:
    if response.status_code == 200:
        response_200 = CampaignsParticipationStickinessRetrieveResponse200.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
