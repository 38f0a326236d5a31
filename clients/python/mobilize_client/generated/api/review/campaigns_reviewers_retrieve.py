from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.records import Records


def call(
    slug: str,
) -> Call[Records]:
    """How the campaign's reviewers do"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/reviewers/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Records:
    if response.status_code == 200:
        response_200 = Records.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
