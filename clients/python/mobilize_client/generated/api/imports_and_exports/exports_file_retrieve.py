from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.exports_file_retrieve_response_200 import ExportsFileRetrieveResponse200
from ...types import UNSET, Unset


def call(
    export_id: UUID,
    *,
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Call[ExportsFileRetrieveResponse200]:
    """The file of an export"""
    headers: dict[str, Any] = {}
    if not isinstance(if_range, Unset):
        headers["If-Range"] = if_range

    if not isinstance(range_, Unset):
        headers["Range"] = range_

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/exports/{export_id}/file/".format(
            export_id=quote(str(export_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ExportsFileRetrieveResponse200:
    if response.status_code == 200:
        response_200 = ExportsFileRetrieveResponse200.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
