import datetime
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_payout_batches_list_ordering import (
    CampaignsPayoutBatchesListOrdering,
)
from ...models.campaigns_payout_batches_list_state import (
    CampaignsPayoutBatchesListState,
)
from ...models.paginated_batch_list import PaginatedBatchList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    drafted_from: datetime.datetime | Unset = UNSET,
    drafted_to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 25,
    ordering: CampaignsPayoutBatchesListOrdering | Unset = UNSET,
    state: CampaignsPayoutBatchesListState | Unset = UNSET,
) -> Call[PaginatedBatchList]:
    """Payout batches, the latest first"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_drafted_from: str | Unset = UNSET
    if not isinstance(drafted_from, Unset):
        json_drafted_from = drafted_from.isoformat()
    params["drafted_from"] = json_drafted_from

    json_drafted_to: str | Unset = UNSET
    if not isinstance(drafted_to, Unset):
        json_drafted_to = drafted_to.isoformat()
    params["drafted_to"] = json_drafted_to

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/payout-batches/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedBatchList:
    if response.status_code == 200:
        response_200 = PaginatedBatchList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
