from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.settlement_detail import SettlementDetail


def call(
    settlement_id: UUID,
) -> Call[SettlementDetail]:
    """Who got what for one finding, and why"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/settlements/{settlement_id}/".format(
            settlement_id=quote(str(settlement_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> SettlementDetail:
    if response.status_code == 200:
        response_200 = SettlementDetail.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
