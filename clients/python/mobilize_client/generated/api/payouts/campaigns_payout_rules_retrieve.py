from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.payout_rules import PayoutRules


def call(
    slug: str,
) -> Call[PayoutRules]:
    """The caps on payouts"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/payout-rules/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PayoutRules:
    if response.status_code == 200:
        response_200 = PayoutRules.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
