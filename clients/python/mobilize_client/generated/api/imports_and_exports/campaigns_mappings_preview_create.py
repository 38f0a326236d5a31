from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.mapping_preview import MappingPreview
from ...models.mapping_preview_draft_request import MappingPreviewDraftRequest


def call(
    slug: str,
    *,
    body: MappingPreviewDraftRequest,
) -> Call[MappingPreview]:
    """Try a mapping on the first rows of a file"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/mappings/preview/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> MappingPreview:
    if response.status_code == 200:
        response_200 = MappingPreview.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
