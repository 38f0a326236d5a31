from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.evidence import Evidence
from ...models.findings_evidence_create_files_body import (
    FindingsEvidenceCreateFilesBody,
)
from ...models.findings_evidence_create_json_body import FindingsEvidenceCreateJsonBody
from ...types import UNSET, Unset


def call(
    finding_id: UUID,
    *,
    body: FindingsEvidenceCreateFilesBody | FindingsEvidenceCreateJsonBody | Unset = UNSET,
) -> Call[Evidence]:
    """Add a photograph, a short video or a link"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/findings/{finding_id}/evidence/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    if isinstance(body, FindingsEvidenceCreateFilesBody):
        if not isinstance(body, Unset):
            _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, FindingsEvidenceCreateJsonBody):
        if not isinstance(body, Unset):
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Evidence:
    if response.status_code == 200:
        response_200 = Evidence.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Evidence.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
