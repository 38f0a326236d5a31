from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.payout import Payout


def call(
    payout_id: UUID,
) -> Call[Payout]:
    """Read a payout"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/payouts/{payout_id}/".format(
            payout_id=quote(str(payout_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Payout:
    if response.status_code == 200:
        response_200 = Payout.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
