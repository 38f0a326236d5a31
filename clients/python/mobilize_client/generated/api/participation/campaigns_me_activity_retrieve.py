from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.person_activity import PersonActivity


def call(
    slug: str,
) -> Call[PersonActivity]:
    """What I have done here"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/activity/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PersonActivity:
    if response.status_code == 200:
        response_200 = PersonActivity.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
