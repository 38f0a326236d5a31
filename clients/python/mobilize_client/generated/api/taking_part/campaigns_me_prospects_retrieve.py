from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.prospects import Prospects


def call(
    slug: str,
) -> Call[Prospects]:
    """What my recruits and I would get"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/prospects/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Prospects:
    if response.status_code == 200:
        response_200 = Prospects.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
