from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.notice import Notice


def call(
    notice_id: UUID,
) -> Call[Notice]:
    """Read a notice, which does not mark it as read"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/inbox/{notice_id}/".format(
            notice_id=quote(str(notice_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Notice:
    if response.status_code == 200:
        response_200 = Notice.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
