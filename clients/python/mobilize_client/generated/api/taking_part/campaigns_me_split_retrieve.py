from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.split import Split


def call(
    slug: str,
) -> Call[Split]:
    """What my recruits hand up to me"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/split/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Split:
    if response.status_code == 200:
        response_200 = Split.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
