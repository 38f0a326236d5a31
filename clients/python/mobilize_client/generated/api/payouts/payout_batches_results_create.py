from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.batch_detail import BatchDetail
from ...models.batch_report_request import BatchReportRequest
from ...types import UNSET, Unset


def call(
    batch_id: UUID,
    *,
    body: BatchReportRequest | Unset = UNSET,
) -> Call[BatchDetail]:
    """Enter what became of a batch's payouts"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/payout-batches/{batch_id}/results/".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> BatchDetail:
    if response.status_code == 200:
        response_200 = BatchDetail.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
