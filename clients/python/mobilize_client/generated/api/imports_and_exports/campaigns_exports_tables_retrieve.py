from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.export_tables import ExportTables


def call(
    slug: str,
) -> Call[ExportTables]:
    """What can be exported by the caller"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/exports/tables/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ExportTables:
    if response.status_code == 200:
        response_200 = ExportTables.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
