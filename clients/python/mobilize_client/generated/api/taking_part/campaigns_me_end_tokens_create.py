from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.token import Token


def call(
    slug: str,
) -> Call[Token]:
    """End my participant tokens"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/me/end-tokens/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Token:
    if response.status_code == 200:
        response_200 = Token.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
