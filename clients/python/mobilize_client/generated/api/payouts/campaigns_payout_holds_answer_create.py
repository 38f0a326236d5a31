from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.hold import Hold
from ...models.payout_answer_request import PayoutAnswerRequest


def call(
    slug: str,
    hold_id: UUID,
    *,
    body: PayoutAnswerRequest,
) -> Call[Hold]:
    """Answer what somebody says against not being paid"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/payout-holds/{hold_id}/answer/".format(
            slug=quote(str(slug), safe=""),
            hold_id=quote(str(hold_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Hold:
    if response.status_code == 200:
        response_200 = Hold.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
