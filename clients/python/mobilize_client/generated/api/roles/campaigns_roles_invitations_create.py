from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.role_invitation import RoleInvitation
from ...models.role_invitation_draft_request import RoleInvitationDraftRequest


def call(
    slug: str,
    *,
    body: RoleInvitationDraftRequest,
) -> Call[RoleInvitation]:
    """Invite somebody to a role by e-mail"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/roles/invitations/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> RoleInvitation:
    if response.status_code == 200:
        response_200 = RoleInvitation.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = RoleInvitation.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
