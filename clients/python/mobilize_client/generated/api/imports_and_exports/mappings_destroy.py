from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    mapping_id: UUID,
) -> Call[Any]:
    """Remove a mapping"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/mappings/{mapping_id}/".format(
            mapping_id=quote(str(mapping_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
