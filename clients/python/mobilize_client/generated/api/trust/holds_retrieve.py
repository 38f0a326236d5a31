from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.trust_hold_detail import TrustHoldDetail


def call(
    trust_hold_id: UUID,
) -> Call[TrustHoldDetail]:
    """Read a hold, and what deciding it touches"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/holds/{trust_hold_id}/".format(
            trust_hold_id=quote(str(trust_hold_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> TrustHoldDetail:
    if response.status_code == 200:
        response_200 = TrustHoldDetail.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
