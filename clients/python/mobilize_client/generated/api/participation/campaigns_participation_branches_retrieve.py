from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.branches import Branches
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    depth: int | Unset = 4,
    most: int | Unset = 12,
    root: UUID | Unset = UNSET,
) -> Call[Branches]:
    """The cascade by branches: how wide each is, and how much of it is still active"""

    params: dict[str, Any] = {}

    params["depth"] = depth

    params["most"] = most

    json_root: str | Unset = UNSET
    if not isinstance(root, Unset):
        json_root = str(root)
    params["root"] = json_root

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participation/branches/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Branches:
    if response.status_code == 200:
        response_200 = Branches.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
