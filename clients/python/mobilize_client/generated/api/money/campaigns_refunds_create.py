from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.refund import Refund
from ...models.refund_draft_request import RefundDraftRequest
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: RefundDraftRequest | Unset = UNSET,
) -> Call[Refund]:
    """Give back free escrow, of a draft or a closed campaign"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/refunds/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Refund:
    if response.status_code == 201:
        response_201 = Refund.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
