from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.claim_code import ClaimCode


def call(
    participant_id: UUID,
) -> Call[ClaimCode]:
    """Make a claim code for an imported place"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/participants/{participant_id}/claim-code/".format(
            participant_id=quote(str(participant_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ClaimCode:
    if response.status_code == 201:
        response_201 = ClaimCode.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
