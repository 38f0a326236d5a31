from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.nudge import Nudge
from ...models.nudge_draft_request import NudgeDraftRequest
from ...models.nudge_preview import NudgePreview


def call(
    slug: str,
    *,
    body: NudgeDraftRequest,
) -> Call[Nudge | NudgePreview]:
    """Write to people about to drop out, or see whom it would reach"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/nudges/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Nudge | NudgePreview:
    if response.status_code == 200:
        response_200 = NudgePreview.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Nudge.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
