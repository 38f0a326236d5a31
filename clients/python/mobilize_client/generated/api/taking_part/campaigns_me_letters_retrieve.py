from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.letters_shown import LettersShown


def call(
    slug: str,
) -> Call[LettersShown]:
    """Whether the organizers may write to me about this campaign"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/letters/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> LettersShown:
    if response.status_code == 200:
        response_200 = LettersShown.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
