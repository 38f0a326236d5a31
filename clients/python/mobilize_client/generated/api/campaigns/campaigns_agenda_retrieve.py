from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.agenda import Agenda


def call(
    slug: str,
) -> Call[Agenda]:
    """What waits for you"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/agenda/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Agenda:
    if response.status_code == 200:
        response_200 = Agenda.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
