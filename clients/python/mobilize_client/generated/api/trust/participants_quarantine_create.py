from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.quarantine_draft_request import QuarantineDraftRequest
from ...models.quarantine_view import QuarantineView


def call(
    participant_id: UUID,
    *,
    body: QuarantineDraftRequest,
) -> Call[QuarantineView]:
    """Put a branch in quarantine"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/participants/{participant_id}/quarantine/".format(
            participant_id=quote(str(participant_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> QuarantineView:
    if response.status_code == 201:
        response_201 = QuarantineView.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
