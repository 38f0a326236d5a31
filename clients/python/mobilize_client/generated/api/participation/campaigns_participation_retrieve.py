from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.report import Report


def call(
    slug: str,
) -> Call[Report]:
    """Is it a spike or a movement: the whole report"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Report:
    if response.status_code == 200:
        response_200 = Report.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
