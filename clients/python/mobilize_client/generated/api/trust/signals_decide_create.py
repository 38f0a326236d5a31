from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.signal import Signal
from ...models.signal_decision_request import SignalDecisionRequest


def call(
    signal_id: UUID,
    *,
    body: SignalDecisionRequest,
) -> Call[Signal]:
    """Decide a signal, once"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/signals/{signal_id}/decide/".format(
            signal_id=quote(str(signal_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Signal:
    if response.status_code == 200:
        response_200 = Signal.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
