from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.finding import Finding
from ...models.rejection_request import RejectionRequest
from ...types import UNSET, Unset


def call(
    finding_id: UUID,
    *,
    body: RejectionRequest | Unset = UNSET,
) -> Call[Finding]:
    """Reject, with a reason, or as a duplicate"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/findings/{finding_id}/reject/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Finding:
    if response.status_code == 200:
        response_200 = Finding.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
