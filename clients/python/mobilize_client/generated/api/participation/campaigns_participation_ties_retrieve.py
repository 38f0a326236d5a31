from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_participation_ties_retrieve_response_200 import (
    CampaignsParticipationTiesRetrieveResponse200,
)


def call(
    slug: str,
) -> Call[CampaignsParticipationTiesRetrieveResponse200]:
    """A part of the participation report"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/ties/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> CampaignsParticipationTiesRetrieveResponse200:
    if response.status_code == 200:
        response_200 = CampaignsParticipationTiesRetrieveResponse200.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
