from typing import Any

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_own_export_list import PaginatedOwnExportList
from ...types import UNSET, Unset


def call(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedOwnExportList]:
    """Copies of what is held of me, and how far they are"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/export/",
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedOwnExportList:
    if response.status_code == 200:
        response_200 = PaginatedOwnExportList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
