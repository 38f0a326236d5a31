from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.decision_request import DecisionRequest
from ...models.trust_hold_detail import TrustHoldDetail


def call(
    trust_hold_id: UUID,
    *,
    body: DecisionRequest,
) -> Call[TrustHoldDetail]:
    """Decide a hold: clear, exclude or ban"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/holds/{trust_hold_id}/decide/".format(
            trust_hold_id=quote(str(trust_hold_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> TrustHoldDetail:
    if response.status_code == 200:
        response_200 = TrustHoldDetail.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
