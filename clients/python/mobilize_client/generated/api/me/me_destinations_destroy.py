from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    destination_id: UUID,
) -> Call[Any]:
    """Send no more of my money there"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/me/destinations/{destination_id}/".format(
            destination_id=quote(str(destination_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
