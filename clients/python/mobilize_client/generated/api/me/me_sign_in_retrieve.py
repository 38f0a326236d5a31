from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.sign_in_methods import SignInMethods


def call() -> Call[SignInMethods]:
    """How I sign in"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/sign-in/",
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> SignInMethods:
    if response.status_code == 200:
        response_200 = SignInMethods.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
