from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaign import Campaign
from ...models.patched_campaign_change_request import PatchedCampaignChangeRequest
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: PatchedCampaignChangeRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Campaign]:
    """Change a campaign: its words, and while it is a draft its rules"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/campaigns/{slug}/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Campaign:
    if response.status_code == 200:
        response_200 = Campaign.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
