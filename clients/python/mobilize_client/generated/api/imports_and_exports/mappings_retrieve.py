from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.mapping import Mapping


def call(
    mapping_id: UUID,
) -> Call[Mapping]:
    """Read a mapping"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/mappings/{mapping_id}/".format(
            mapping_id=quote(str(mapping_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Mapping:
    if response.status_code == 200:
        response_200 = Mapping.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
