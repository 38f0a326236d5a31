from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.waiting import Waiting


def call(
    slug: str,
) -> Call[Waiting]:
    """How much waits for you to review"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/review-queue/waiting/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Waiting:
    if response.status_code == 200:
        response_200 = Waiting.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
