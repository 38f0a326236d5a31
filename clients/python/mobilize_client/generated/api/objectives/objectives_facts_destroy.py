from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer


def call(
    objective_id: UUID,
    fact_id: UUID,
) -> Call[Any]:
    """Withdraw a secret fact: it is not asked any more, and what was answered stays"""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/objectives/{objective_id}/facts/{fact_id}/".format(
            objective_id=quote(str(objective_id), safe=""),
            fact_id=quote(str(fact_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None

    raise UnexpectedAnswer(response)
