from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.hold import Hold


def call(
    slug: str,
    hold_id: UUID,
) -> Call[Hold]:
    """Pay somebody again"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/payout-holds/{hold_id}/lift/".format(
            slug=quote(str(slug), safe=""),
            hold_id=quote(str(hold_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Hold:
    if response.status_code == 200:
        response_200 = Hold.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
