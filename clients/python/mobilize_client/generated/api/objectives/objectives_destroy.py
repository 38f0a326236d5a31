from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...types import UNSET, Unset


def call(
    objective_id: UUID,
    *,
    if_match: str | Unset = UNSET,
) -> Call[Any]:
    """Remove an objective from a draft"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/objectives/{objective_id}/".format(
            objective_id=quote(str(objective_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
