from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.comparison import Comparison


def call(
    slug: str,
) -> Call[Comparison]:
    """What other rules would have paid in this campaign"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/mechanism-comparison/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Comparison:
    if response.status_code == 200:
        response_200 = Comparison.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
