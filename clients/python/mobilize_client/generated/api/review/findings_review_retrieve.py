from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.open_dossier import OpenDossier


def call(
    finding_id: UUID,
) -> Call[OpenDossier]:
    """Read all that a reviewer needs to know of a finding"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/findings/{finding_id}/review/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> OpenDossier:
    if response.status_code == 200:
        response_200 = OpenDossier.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
