from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.mapping import Mapping
from ...models.patched_mapping_change_request import PatchedMappingChangeRequest
from ...types import UNSET, Unset


def call(
    mapping_id: UUID,
    *,
    body: PatchedMappingChangeRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Mapping]:
    """Change a mapping"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/mappings/{mapping_id}/".format(
            mapping_id=quote(str(mapping_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Mapping:
    if response.status_code == 200:
        response_200 = Mapping.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
