from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_me_qr_retrieve_kind import (
    CampaignsMeQrRetrieveKind,
)
from ...types import File


def call(
    slug: str,
    kind: CampaignsMeQrRetrieveKind,
) -> Call[File]:
    """My referral link as a QR code"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/me/qr.{kind}/".format(
            slug=quote(str(slug), safe=""),
            kind=quote(str(kind), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise UnexpectedAnswer(response)
