from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaign import Campaign
from ...models.campaign_draft_request import CampaignDraftRequest


def call(
    *,
    body: CampaignDraftRequest,
) -> Call[Campaign]:
    """Draft a campaign"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Campaign:
    if response.status_code == 201:
        response_201 = Campaign.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
