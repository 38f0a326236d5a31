from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.vouch import Vouch
from ...models.vouching_request import VouchingRequest
from ...types import UNSET, Unset


def call(
    finding_id: UUID,
    *,
    body: VouchingRequest | Unset = UNSET,
) -> Call[Vouch]:
    """Vouch for a report of one's own branch, before anybody has decided about it"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/findings/{finding_id}/vouch/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Vouch:
    if response.status_code == 200:
        response_200 = Vouch.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Vouch.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
