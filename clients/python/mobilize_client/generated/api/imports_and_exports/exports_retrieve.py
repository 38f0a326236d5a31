from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.export import Export


def call(
    export_id: UUID,
) -> Call[Export]:
    """How far an export is"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/exports/{export_id}/".format(
            export_id=quote(str(export_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Export:
    if response.status_code == 200:
        response_200 = Export.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
