from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    slug: str,
    invitation_id: UUID,
) -> Call[Any]:
    """Withdraw an invitation"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/campaigns/{slug}/roles/invitations/{invitation_id}/".format(
            slug=quote(str(slug), safe=""),
            invitation_id=quote(str(invitation_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
