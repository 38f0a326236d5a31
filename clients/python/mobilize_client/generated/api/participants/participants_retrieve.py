from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.participant import Participant


def call(
    participant_id: UUID,
) -> Call[Participant]:
    """Read a participant"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/participants/{participant_id}/".format(
            participant_id=quote(str(participant_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Participant:
    if response.status_code == 200:
        response_200 = Participant.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
