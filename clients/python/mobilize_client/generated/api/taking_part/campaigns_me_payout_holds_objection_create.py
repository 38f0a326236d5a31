from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.own_payout_hold import OwnPayoutHold
from ...models.payout_objection_draft_request import PayoutObjectionDraftRequest


def call(
    slug: str,
    hold_id: UUID,
    *,
    body: PayoutObjectionDraftRequest,
) -> Call[OwnPayoutHold]:
    """Object to not being paid"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/me/payout-holds/{hold_id}/objection/".format(
            slug=quote(str(slug), safe=""),
            hold_id=quote(str(hold_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OwnPayoutHold:
    if response.status_code == 201:
        response_201 = OwnPayoutHold.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
