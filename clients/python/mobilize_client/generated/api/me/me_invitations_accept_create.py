from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.role_accepted import RoleAccepted


def call(
    invitation_id: UUID,
) -> Call[RoleAccepted]:
    """Accept a role"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/invitations/{invitation_id}/accept/".format(
            invitation_id=quote(str(invitation_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> RoleAccepted:
    if response.status_code == 200:
        response_200 = RoleAccepted.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = RoleAccepted.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
