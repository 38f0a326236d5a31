from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.finding import Finding


def call(
    finding_id: UUID,
) -> Call[Finding]:
    """Read a finding and its verdicts"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/findings/{finding_id}/".format(
            finding_id=quote(str(finding_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Finding:
    if response.status_code == 200:
        response_200 = Finding.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
