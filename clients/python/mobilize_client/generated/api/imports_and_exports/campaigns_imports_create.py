from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.import_ import Import
from ...models.import_draft_request import ImportDraftRequest


def call(
    slug: str,
    *,
    body: ImportDraftRequest,
) -> Call[Import]:
    """Import people, activities and findings"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/imports/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Import:
    if response.status_code == 202:
        response_202 = Import.from_dict(response.json())

        return response_202

    raise UnexpectedAnswer(response)
