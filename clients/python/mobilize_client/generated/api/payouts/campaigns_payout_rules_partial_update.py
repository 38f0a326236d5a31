from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.patched_payout_rules_request import PatchedPayoutRulesRequest
from ...models.payout_rules import PayoutRules
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: PatchedPayoutRulesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[PayoutRules]:
    """Set caps on payouts"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/campaigns/{slug}/payout-rules/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PayoutRules:
    if response.status_code == 200:
        response_200 = PayoutRules.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
