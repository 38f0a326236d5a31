from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.report_request import ReportRequest
from ...models.reported import Reported


def call(
    slug: str,
    *,
    body: ReportRequest,
) -> Call[Reported]:
    """Report a finding"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/findings/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Reported:
    if response.status_code == 200:
        response_200 = Reported.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Reported.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
