from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.batch_detail import BatchDetail


def call(
    batch_id: UUID,
) -> Call[BatchDetail]:
    """Send an approved batch"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/payout-batches/{batch_id}/send/".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> BatchDetail:
    if response.status_code == 200:
        response_200 = BatchDetail.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
