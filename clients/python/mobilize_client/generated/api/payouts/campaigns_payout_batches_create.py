from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.batch_detail import BatchDetail
from ...models.batch_draft_request import BatchDraftRequest


def call(
    slug: str,
    *,
    body: BatchDraftRequest,
) -> Call[BatchDetail]:
    """Draft a batch of what is payable"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/payout-batches/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> BatchDetail:
    if response.status_code == 201:
        response_201 = BatchDetail.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
