from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.quarantine_view import QuarantineView
from ...models.trust_note_request import TrustNoteRequest
from ...types import UNSET, Unset


def call(
    participant_id: UUID,
    *,
    body: TrustNoteRequest | Unset = UNSET,
) -> Call[QuarantineView]:
    """Lift a branch's quarantine"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/participants/{participant_id}/quarantine/lift/".format(
            participant_id=quote(str(participant_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> QuarantineView:
    if response.status_code == 200:
        response_200 = QuarantineView.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
