from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.budget import Budget


def call(
    slug: str,
) -> Call[Budget]:
    """The campaign's budget"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/budget/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Budget:
    if response.status_code == 200:
        response_200 = Budget.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
