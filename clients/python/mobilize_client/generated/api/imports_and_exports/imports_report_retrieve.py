from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.import_report import ImportReport
from ...models.imports_report_retrieve_format import (
    ImportsReportRetrieveFormat,
)
from ...types import UNSET, Unset


def call(
    import_id: UUID,
    *,
    format_: ImportsReportRetrieveFormat | Unset = UNSET,
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Call[ImportReport]:
    """What is wrong with an import's rows"""
    headers: dict[str, Any] = {}
    if not isinstance(if_range, Unset):
        headers["If-Range"] = if_range

    if not isinstance(range_, Unset):
        headers["Range"] = range_

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/imports/{import_id}/report/".format(
            import_id=quote(str(import_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ImportReport:
    if response.status_code == 200:
        response_200 = ImportReport.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
