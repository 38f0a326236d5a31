from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.mechanism import Mechanism


def call(
    name: str,
) -> Call[Mechanism]:
    """Read one mechanism"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/mechanisms/{name}/".format(
            name=quote(str(name), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Mechanism:
    if response.status_code == 200:
        response_200 = Mechanism.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
