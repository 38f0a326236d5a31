from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_nudges_candidates_retrieve_audience import (
    CampaignsNudgesCandidatesRetrieveAudience,
)
from ...models.candidates import Candidates
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    audience: CampaignsNudgesCandidatesRetrieveAudience,
    branch: UUID | Unset = UNSET,
) -> Call[Candidates]:
    """Who is about to drop out, why, and how many of them can be written to"""

    params: dict[str, Any] = {}

    json_audience: str = audience
    params["audience"] = json_audience

    json_branch: str | Unset = UNSET
    if not isinstance(branch, Unset):
        json_branch = str(branch)
    params["branch"] = json_branch

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/nudges/candidates/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Candidates:
    if response.status_code == 200:
        response_200 = Candidates.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
