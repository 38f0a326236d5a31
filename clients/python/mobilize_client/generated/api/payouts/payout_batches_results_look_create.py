from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.report_look_request import ReportLookRequest
from ...models.report_looked import ReportLooked


def call(
    batch_id: UUID,
    *,
    body: ReportLookRequest,
) -> Call[ReportLooked]:
    """See what results would do before they are entered"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/payout-batches/{batch_id}/results/look/".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ReportLooked:
    if response.status_code == 200:
        response_200 = ReportLooked.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
