from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.mapping import Mapping
from ...models.mapping_draft_request import MappingDraftRequest


def call(
    slug: str,
    *,
    body: MappingDraftRequest,
) -> Call[Mapping]:
    """Keep a mapping of columns"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/mappings/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Mapping:
    if response.status_code == 201:
        response_201 = Mapping.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
