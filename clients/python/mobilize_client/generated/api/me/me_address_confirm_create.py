from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.confirmation_asked import ConfirmationAsked


def call() -> Call[ConfirmationAsked]:
    """Ask for a letter to confirm my address by"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/address/confirm/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ConfirmationAsked:
    if response.status_code == 202:
        response_202 = ConfirmationAsked.from_dict(response.json())

        return response_202

    raise UnexpectedAnswer(response)
