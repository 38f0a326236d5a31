from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.patched_update_change_request import PatchedUpdateChangeRequest
from ...models.update import Update
from ...types import UNSET, Unset


def call(
    slug: str,
    update_id: UUID,
    *,
    body: PatchedUpdateChangeRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Update]:
    """Correct a piece of news"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/campaigns/{slug}/updates/{update_id}/".format(
            slug=quote(str(slug), safe=""),
            update_id=quote(str(update_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Update:
    if response.status_code == 200:
        response_200 = Update.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
