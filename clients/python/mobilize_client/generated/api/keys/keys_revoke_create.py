from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.api_key import ApiKey


def call(
    key_id: UUID,
) -> Call[ApiKey]:
    """Revoke an API key"""

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/keys/{key_id}/revoke/".format(
            key_id=quote(str(key_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> ApiKey:
    if response.status_code == 200:
        response_200 = ApiKey.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
