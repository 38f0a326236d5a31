from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.link import Link
from ...models.link_draft_request import LinkDraftRequest
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: LinkDraftRequest | Unset = UNSET,
) -> Call[Link]:
    """Make a link for the first participants"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/links/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Link:
    if response.status_code == 201:
        response_201 = Link.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
