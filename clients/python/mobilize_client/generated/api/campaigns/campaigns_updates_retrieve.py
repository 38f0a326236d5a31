from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.update import Update


def call(
    slug: str,
    update_id: UUID,
) -> Call[Update]:
    """Read a piece of news"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/updates/{update_id}/".format(
            slug=quote(str(slug), safe=""),
            update_id=quote(str(update_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Update:
    if response.status_code == 200:
        response_200 = Update.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
