from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.own_trust import OwnTrust


def call(
    slug: str,
) -> Call[OwnTrust]:
    """What of mine waits, why, until when, and how to object"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/trust/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OwnTrust:
    if response.status_code == 200:
        response_200 = OwnTrust.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
