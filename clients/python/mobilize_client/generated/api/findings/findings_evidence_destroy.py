from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    finding_id: UUID,
    evidence_id: UUID,
) -> Call[Any]:
    """Take evidence back"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/findings/{finding_id}/evidence/{evidence_id}/".format(
            finding_id=quote(str(finding_id), safe=""),
            evidence_id=quote(str(evidence_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
