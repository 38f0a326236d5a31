from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.objection_draft_request import ObjectionDraftRequest
from ...models.own_objection import OwnObjection


def call(
    slug: str,
    *,
    body: ObjectionDraftRequest,
) -> Call[OwnObjection]:
    """Object to a hold, an exclusion or a quarantine that concerns me"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/me/objections/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OwnObjection:
    if response.status_code == 201:
        response_201 = OwnObjection.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
