from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.vouchables import Vouchables


def call(
    slug: str,
) -> Call[Vouchables]:
    """Undecided reports that came up through me"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/vouchable/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Vouchables:
    if response.status_code == 200:
        response_200 = Vouchables.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
