from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.funding import Funding
from ...models.pledge_request import PledgeRequest


def call(
    slug: str,
    *,
    body: PledgeRequest,
) -> Call[Funding]:
    """Pledge money"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/fundings/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Funding:
    if response.status_code == 201:
        response_201 = Funding.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
