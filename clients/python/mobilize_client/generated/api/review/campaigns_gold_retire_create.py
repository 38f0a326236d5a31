from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.gold import Gold


def call(
    slug: str,
    gold_id: UUID,
) -> Call[Gold]:
    """Show gold to nobody any more"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/gold/{gold_id}/retire/".format(
            slug=quote(str(slug), safe=""),
            gold_id=quote(str(gold_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Gold:
    if response.status_code == 200:
        response_200 = Gold.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
