from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.import_ import Import


def call(
    import_id: UUID,
) -> Call[Import]:
    """Cancel an import"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/imports/{import_id}/cancel/".format(
            import_id=quote(str(import_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Import:
    if response.status_code == 200:
        response_200 = Import.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
