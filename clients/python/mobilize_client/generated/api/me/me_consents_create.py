from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.consent import Consent
from ...models.consent_said_request import ConsentSaidRequest


def call(
    *,
    body: ConsentSaidRequest,
) -> Call[Consent]:
    """Agree to something, or take it back"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/consents/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Consent:
    if response.status_code == 200:
        response_200 = Consent.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Consent.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
