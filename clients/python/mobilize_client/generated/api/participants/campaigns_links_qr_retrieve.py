from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_links_qr_retrieve_kind import (
    CampaignsLinksQrRetrieveKind,
)
from ...types import File


def call(
    slug: str,
    link_id: UUID,
    kind: CampaignsLinksQrRetrieveKind,
) -> Call[File]:
    """A link of the campaign as a QR code"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/links/{link_id}/qr.{kind}/".format(
            slug=quote(str(slug), safe=""),
            link_id=quote(str(link_id), safe=""),
            kind=quote(str(kind), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise UnexpectedAnswer(response)
