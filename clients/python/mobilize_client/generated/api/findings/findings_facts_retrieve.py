from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.answered_facts import AnsweredFacts


def call(
    finding_id: UUID,
) -> Call[AnsweredFacts]:
    """What was answered to the objective's questions"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/findings/{finding_id}/facts/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> AnsweredFacts:
    if response.status_code == 200:
        response_200 = AnsweredFacts.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
