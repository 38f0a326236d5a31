from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_campaign_contract_list import PaginatedCampaignContractList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[PaginatedCampaignContractList]:
    """How the prize of each objective is split"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/contracts/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedCampaignContractList:
    if response.status_code == 200:
        response_200 = PaginatedCampaignContractList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
