from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.own_standing import OwnStanding


def call(
    slug: str,
) -> Call[OwnStanding]:
    """How my findings stand, counted"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/findings/standing/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OwnStanding:
    if response.status_code == 200:
        response_200 = OwnStanding.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
