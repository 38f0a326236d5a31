from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.quarantine_view import QuarantineView


def call(
    participant_id: UUID,
) -> Call[QuarantineView]:
    """What a quarantine of this branch touches"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/participants/{participant_id}/quarantine/".format(
            participant_id=quote(str(participant_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> QuarantineView:
    if response.status_code == 200:
        response_200 = QuarantineView.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
