from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.own_tree import OwnTree


def call(
    slug: str,
) -> Call[OwnTree]:
    """My tree: everybody whom I brought in, directly or not"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/tree/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OwnTree:
    if response.status_code == 200:
        response_200 = OwnTree.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
