from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_signals_list_kind import (
    CampaignsSignalsListKind,
)
from ...models.campaigns_signals_list_severity import (
    CampaignsSignalsListSeverity,
)
from ...models.campaigns_signals_list_state import (
    CampaignsSignalsListState,
)
from ...models.paginated_signal_list import PaginatedSignalList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    kind: CampaignsSignalsListKind | Unset = UNSET,
    limit: int | Unset = 25,
    participant: UUID | Unset = UNSET,
    severity: CampaignsSignalsListSeverity | Unset = UNSET,
    state: CampaignsSignalsListState | Unset = UNSET,
) -> Call[PaginatedSignalList]:
    """What was noticed about people and branches"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params["limit"] = limit

    json_participant: str | Unset = UNSET
    if not isinstance(participant, Unset):
        json_participant = str(participant)
    params["participant"] = json_participant

    json_severity: int | Unset = UNSET
    if not isinstance(severity, Unset):
        json_severity = severity

    params["severity"] = json_severity

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/signals/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedSignalList:
    if response.status_code == 200:
        response_200 = PaginatedSignalList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
