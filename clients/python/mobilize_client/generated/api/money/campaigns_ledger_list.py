import datetime
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_ledger_list_account import (
    CampaignsLedgerListAccount,
)
from ...models.campaigns_ledger_list_format import (
    CampaignsLedgerListFormat,
)
from ...models.campaigns_ledger_list_ordering import (
    CampaignsLedgerListOrdering,
)
from ...models.campaigns_ledger_list_reason import (
    CampaignsLedgerListReason,
)
from ...models.paginated_transfer_list import PaginatedTransferList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    account: CampaignsLedgerListAccount | Unset = UNSET,
    created_from: datetime.datetime | Unset = UNSET,
    created_to: datetime.datetime | Unset = UNSET,
    cursor: str | Unset = UNSET,
    format_: CampaignsLedgerListFormat | Unset = UNSET,
    limit: int | Unset = 25,
    ordering: CampaignsLedgerListOrdering | Unset = UNSET,
    reason: CampaignsLedgerListReason | Unset = UNSET,
) -> Call[PaginatedTransferList]:
    """Every movement of the campaign's money, the latest first"""

    params: dict[str, Any] = {}

    json_account: str | Unset = UNSET
    if not isinstance(account, Unset):
        json_account = account

    params["account"] = json_account

    json_created_from: str | Unset = UNSET
    if not isinstance(created_from, Unset):
        json_created_from = created_from.isoformat()
    params["created_from"] = json_created_from

    json_created_to: str | Unset = UNSET
    if not isinstance(created_to, Unset):
        json_created_to = created_to.isoformat()
    params["created_to"] = json_created_to

    params["cursor"] = cursor

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_reason: str | Unset = UNSET
    if not isinstance(reason, Unset):
        json_reason = reason

    params["reason"] = json_reason

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/ledger/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedTransferList:
    if response.status_code == 200:
        response_200 = PaginatedTransferList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
