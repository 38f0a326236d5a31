from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.objective import Objective
from ...models.objective_draft_request import ObjectiveDraftRequest


def call(
    slug: str,
    *,
    body: ObjectiveDraftRequest,
) -> Call[Objective]:
    """Add an objective to a draft"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/objectives/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Objective:
    if response.status_code == 201:
        response_201 = Objective.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
