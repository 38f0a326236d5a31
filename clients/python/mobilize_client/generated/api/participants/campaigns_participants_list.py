import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_participants_list_active import (
    CampaignsParticipantsListActive,
)
from ...models.campaigns_participants_list_claimed import (
    CampaignsParticipantsListClaimed,
)
from ...models.campaigns_participants_list_format import (
    CampaignsParticipantsListFormat,
)
from ...models.campaigns_participants_list_ordering import (
    CampaignsParticipantsListOrdering,
)
from ...models.campaigns_participants_list_state import (
    CampaignsParticipantsListState,
)
from ...models.paginated_counted_participant_list import PaginatedCountedParticipantList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    active: CampaignsParticipantsListActive | Unset = UNSET,
    claimed: CampaignsParticipantsListClaimed | Unset = UNSET,
    cursor: str | Unset = UNSET,
    depth: int | Unset = UNSET,
    format_: CampaignsParticipantsListFormat | Unset = UNSET,
    invited_by: UUID | Unset = UNSET,
    joined_from: datetime.datetime | Unset = UNSET,
    joined_to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 25,
    ordering: CampaignsParticipantsListOrdering | Unset = UNSET,
    search: str | Unset = UNSET,
    state: CampaignsParticipantsListState | Unset = UNSET,
) -> Call[PaginatedCountedParticipantList]:
    """Who takes part"""

    params: dict[str, Any] = {}

    json_active: str | Unset = UNSET
    if not isinstance(active, Unset):
        json_active = active

    params["active"] = json_active

    json_claimed: str | Unset = UNSET
    if not isinstance(claimed, Unset):
        json_claimed = claimed

    params["claimed"] = json_claimed

    params["cursor"] = cursor

    params["depth"] = depth

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_invited_by: str | Unset = UNSET
    if not isinstance(invited_by, Unset):
        json_invited_by = str(invited_by)
    params["invited_by"] = json_invited_by

    json_joined_from: str | Unset = UNSET
    if not isinstance(joined_from, Unset):
        json_joined_from = joined_from.isoformat()
    params["joined_from"] = json_joined_from

    json_joined_to: str | Unset = UNSET
    if not isinstance(joined_to, Unset):
        json_joined_to = joined_to.isoformat()
    params["joined_to"] = json_joined_to

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    params["search"] = search

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/participants/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedCountedParticipantList:
    if response.status_code == 200:
        response_200 = PaginatedCountedParticipantList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
