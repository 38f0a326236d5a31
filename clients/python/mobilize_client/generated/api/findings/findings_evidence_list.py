from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_evidence_list import PaginatedEvidenceList
from ...types import UNSET, Unset


def call(
    finding_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedEvidenceList]:
    """The evidence of a finding"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/findings/{finding_id}/evidence/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedEvidenceList:
    if response.status_code == 200:
        response_200 = PaginatedEvidenceList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
