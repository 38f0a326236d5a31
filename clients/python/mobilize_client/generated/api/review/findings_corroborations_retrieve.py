from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.corroborations import Corroborations


def call(
    finding_id: UUID,
) -> Call[Corroborations]:
    """Read which other reports are of the same thing, and what is thought of this one"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/findings/{finding_id}/corroborations/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Corroborations:
    if response.status_code == 200:
        response_200 = Corroborations.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
