from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_api_key_list import PaginatedApiKeyList
from ...types import UNSET, Unset


def call(
    *,
    campaign: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedApiKeyList]:
    """API keys: one's own, and those of the campaigns that one organizes"""

    params: dict[str, Any] = {}

    params["campaign"] = campaign

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/keys/",
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedApiKeyList:
    if response.status_code == 200:
        response_200 = PaginatedApiKeyList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
