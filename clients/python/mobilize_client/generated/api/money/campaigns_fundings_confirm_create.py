from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.funding import Funding


def call(
    slug: str,
    funding_id: UUID,
) -> Call[Funding]:
    """Confirm that pledged money was received"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/fundings/{funding_id}/confirm/".format(
            slug=quote(str(slug), safe=""),
            funding_id=quote(str(funding_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Funding:
    if response.status_code == 200:
        response_200 = Funding.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
