from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    slug: str,
    role_id: UUID,
) -> Call[Any]:
    """End a role"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/campaigns/{slug}/roles/{role_id}/".format(
            slug=quote(str(slug), safe=""),
            role_id=quote(str(role_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
