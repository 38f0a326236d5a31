from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.report_settings import ReportSettings


def call(
    slug: str,
) -> Call[ReportSettings]:
    """By what the report counts"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/settings/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ReportSettings:
    if response.status_code == 200:
        response_200 = ReportSettings.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
