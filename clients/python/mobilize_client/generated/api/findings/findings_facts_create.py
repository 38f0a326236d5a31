from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.answered_facts import AnsweredFacts
from ...models.answers_request import AnswersRequest


def call(
    finding_id: UUID,
    *,
    body: AnswersRequest,
) -> Call[AnsweredFacts]:
    """Answer the objective's questions; whether the answers are right is not told"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/findings/{finding_id}/facts/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> AnsweredFacts:
    if response.status_code == 201:
        response_201 = AnsweredFacts.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
