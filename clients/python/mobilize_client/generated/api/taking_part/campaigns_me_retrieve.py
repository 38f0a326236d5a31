from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.place import Place


def call(
    slug: str,
) -> Call[Place]:
    """My place in a campaign"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Place:
    if response.status_code == 200:
        response_200 = Place.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
