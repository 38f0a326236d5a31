from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.forecast import Forecast
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    participants: int | Unset = UNSET,
) -> Call[Forecast]:
    """How it may go on until the deadline"""

    params: dict[str, Any] = {}

    params["participants"] = participants

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/forecast/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Forecast:
    if response.status_code == 200:
        response_200 = Forecast.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
