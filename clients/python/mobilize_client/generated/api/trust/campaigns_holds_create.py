from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.trust_hold_detail import TrustHoldDetail
from ...models.trust_hold_draft_request import TrustHoldDraftRequest


def call(
    slug: str,
    *,
    body: TrustHoldDraftRequest,
) -> Call[TrustHoldDetail]:
    """Put somebody's rewards on hold"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/holds/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> TrustHoldDetail:
    if response.status_code == 201:
        response_201 = TrustHoldDetail.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
