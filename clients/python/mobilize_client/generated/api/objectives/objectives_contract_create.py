from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.contract import Contract
from ...models.contract_draft_request import ContractDraftRequest


def call(
    objective_id: UUID,
    *,
    body: ContractDraftRequest,
) -> Call[Contract]:
    """Choose how the prize is split, or raise the promise"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/objectives/{objective_id}/contract/".format(
            objective_id=quote(str(objective_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Contract:
    if response.status_code == 201:
        response_201 = Contract.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
