import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_settlements_list_format import (
    CampaignsSettlementsListFormat,
)
from ...models.campaigns_settlements_list_ordering import (
    CampaignsSettlementsListOrdering,
)
from ...models.campaigns_settlements_list_reversed import (
    CampaignsSettlementsListReversed,
)
from ...models.paginated_settlement_list import PaginatedSettlementList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    finding: UUID | Unset = UNSET,
    format_: CampaignsSettlementsListFormat | Unset = UNSET,
    limit: int | Unset = 25,
    objective: UUID | Unset = UNSET,
    ordering: CampaignsSettlementsListOrdering | Unset = UNSET,
    reversed_: CampaignsSettlementsListReversed | Unset = UNSET,
    settled_from: datetime.datetime | Unset = UNSET,
    settled_to: datetime.datetime | Unset = UNSET,
) -> Call[PaginatedSettlementList]:
    """Who got what: all for those with a role, otherwise what paid oneself"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_finding: str | Unset = UNSET
    if not isinstance(finding, Unset):
        json_finding = str(finding)
    params["finding"] = json_finding

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["limit"] = limit

    json_objective: str | Unset = UNSET
    if not isinstance(objective, Unset):
        json_objective = str(objective)
    params["objective"] = json_objective

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_reversed_: str | Unset = UNSET
    if not isinstance(reversed_, Unset):
        json_reversed_ = reversed_

    params["reversed"] = json_reversed_

    json_settled_from: str | Unset = UNSET
    if not isinstance(settled_from, Unset):
        json_settled_from = settled_from.isoformat()
    params["settled_from"] = json_settled_from

    json_settled_to: str | Unset = UNSET
    if not isinstance(settled_to, Unset):
        json_settled_to = settled_to.isoformat()
    params["settled_to"] = json_settled_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/settlements/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedSettlementList:
    if response.status_code == 200:
        response_200 = PaginatedSettlementList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
