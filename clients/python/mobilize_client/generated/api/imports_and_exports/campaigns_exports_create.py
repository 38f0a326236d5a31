from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.export import Export
from ...models.export_draft_request import ExportDraftRequest


def call(
    slug: str,
    *,
    body: ExportDraftRequest,
) -> Call[Export]:
    """Export a table"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/exports/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Export:
    if response.status_code == 202:
        response_202 = Export.from_dict(response.json())

        return response_202

    raise UnexpectedAnswer(response)
