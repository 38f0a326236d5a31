from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.objective import Objective


def call(
    objective_id: UUID,
) -> Call[Objective]:
    """Read an objective"""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/objectives/{objective_id}/".format(
            objective_id=quote(str(objective_id), safe=""),
        ),
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Objective:
    if response.status_code == 200:
        response_200 = Objective.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
