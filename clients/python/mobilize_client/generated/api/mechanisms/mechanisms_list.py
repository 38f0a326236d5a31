from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.mechanism_page import MechanismPage


def call() -> Call[MechanismPage]:
    """List the incentive mechanisms"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/mechanisms/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> MechanismPage:
    if response.status_code == 200:
        response_200 = MechanismPage.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
