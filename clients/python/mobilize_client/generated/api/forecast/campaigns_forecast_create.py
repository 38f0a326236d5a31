from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.forecast import Forecast


def call(
    slug: str,
) -> Call[Forecast]:
    """Ask for a new forecast"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/forecast/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Forecast:
    if response.status_code == 202:
        response_202 = Forecast.from_dict(response.json())

        return response_202

    raise UnexpectedAnswer(response)
