from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.launch_readiness import LaunchReadiness


def call(
    slug: str,
) -> Call[LaunchReadiness]:
    """What the launch still lacks"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/launch/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> LaunchReadiness:
    if response.status_code == 200:
        response_200 = LaunchReadiness.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
