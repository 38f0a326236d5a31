from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...types import File


def call(
    batch_id: UUID,
) -> Call[File]:
    """Fetch the file of a batch that was sent"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/payout-batches/{batch_id}/file/".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise UnexpectedAnswer(response)
