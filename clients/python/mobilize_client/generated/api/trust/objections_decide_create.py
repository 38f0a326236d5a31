from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.objection import Objection
from ...models.objection_decision_request import ObjectionDecisionRequest


def call(
    objection_id: UUID,
    *,
    body: ObjectionDecisionRequest,
) -> Call[Objection]:
    """Answer an objection"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/objections/{objection_id}/decide/".format(
            objection_id=quote(str(objection_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Objection:
    if response.status_code == 200:
        response_200 = Objection.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
