from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    finding_id: UUID,
) -> Call[Any]:
    """Give a finding back"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/findings/{finding_id}/claim/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
