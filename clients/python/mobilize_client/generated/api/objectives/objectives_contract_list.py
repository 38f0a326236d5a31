from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_contract_list import PaginatedContractList
from ...types import UNSET, Unset


def call(
    objective_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedContractList]:
    """How the prize is split: every version, the one in force first"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/objectives/{objective_id}/contract/".format(
            objective_id=quote(str(objective_id), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedContractList:
    if response.status_code == 200:
        response_200 = PaginatedContractList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
