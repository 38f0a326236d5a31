from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...types import UNSET, File, Unset


def call(
    finding_id: UUID,
    evidence_id: UUID,
    *,
    range_: str | Unset = UNSET,
) -> Call[File]:
    """The file of a piece of evidence, as we wrote it"""
    headers: dict[str, Any] = {}
    if not isinstance(range_, Unset):
        headers["Range"] = range_

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/findings/{finding_id}/evidence/{evidence_id}/file/".format(
            finding_id=quote(str(finding_id), safe=""),
            evidence_id=quote(str(evidence_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise UnexpectedAnswer(response)
