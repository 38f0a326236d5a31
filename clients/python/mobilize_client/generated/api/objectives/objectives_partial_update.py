from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.objective import Objective
from ...models.patched_objective_draft_request import PatchedObjectiveDraftRequest
from ...types import UNSET, Unset


def call(
    objective_id: UUID,
    *,
    body: PatchedObjectiveDraftRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Objective]:
    """Change an objective"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/objectives/{objective_id}/".format(
            objective_id=quote(str(objective_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Objective:
    if response.status_code == 200:
        response_200 = Objective.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
