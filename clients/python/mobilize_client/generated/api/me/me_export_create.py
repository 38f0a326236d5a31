from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.own_export import OwnExport


def call() -> Call[OwnExport]:
    """Have a copy made of everything that is held of me"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/export/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OwnExport:
    if response.status_code == 200:
        response_200 = OwnExport.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = OwnExport.from_dict(response.json())

        return response_202

    raise UnexpectedAnswer(response)
