from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.patched_payout_change_request import PatchedPayoutChangeRequest
from ...models.payout import Payout
from ...types import UNSET, Unset


def call(
    payout_id: UUID,
    *,
    body: PatchedPayoutChangeRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Call[Payout]:
    """Enter what became of a payout, or that a person has looked"""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/payouts/{payout_id}/".format(
            payout_id=quote(str(payout_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Payout:
    if response.status_code == 200:
        response_200 = Payout.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
