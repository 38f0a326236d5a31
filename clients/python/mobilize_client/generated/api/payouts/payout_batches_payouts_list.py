from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.paginated_payout_list import PaginatedPayoutList
from ...models.payout_batches_payouts_list_needs_person import (
    PayoutBatchesPayoutsListNeedsPerson,
)
from ...models.payout_batches_payouts_list_ordering import (
    PayoutBatchesPayoutsListOrdering,
)
from ...models.payout_batches_payouts_list_state import (
    PayoutBatchesPayoutsListState,
)
from ...types import UNSET, Unset


def call(
    batch_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    needs_person: PayoutBatchesPayoutsListNeedsPerson | Unset = UNSET,
    ordering: PayoutBatchesPayoutsListOrdering | Unset = UNSET,
    participant: UUID | Unset = UNSET,
    state: PayoutBatchesPayoutsListState | Unset = UNSET,
) -> Call[PaginatedPayoutList]:
    """The payouts of a batch"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_needs_person: str | Unset = UNSET
    if not isinstance(needs_person, Unset):
        json_needs_person = needs_person

    params["needs_person"] = json_needs_person

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_participant: str | Unset = UNSET
    if not isinstance(participant, Unset):
        json_participant = str(participant)
    params["participant"] = json_participant

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/payout-batches/{batch_id}/payouts/".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedPayoutList:
    if response.status_code == 200:
        response_200 = PaginatedPayoutList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
