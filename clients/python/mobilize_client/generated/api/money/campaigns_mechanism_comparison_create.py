from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.asked_rules_request import AskedRulesRequest
from ...models.comparison import Comparison


def call(
    slug: str,
    *,
    body: AskedRulesRequest,
) -> Call[Comparison]:
    """What rules of your own choice would have paid in this campaign"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/mechanism-comparison/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Comparison:
    if response.status_code == 200:
        response_200 = Comparison.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
