from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaign import Campaign


def call(
    slug: str,
) -> Call[Campaign]:
    """Stop joins and reports for a while"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/pause/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Campaign:
    if response.status_code == 200:
        response_200 = Campaign.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
