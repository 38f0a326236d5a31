import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_activities_list_ordering import (
    CampaignsActivitiesListOrdering,
)
from ...models.paginated_activity_list import PaginatedActivityList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    at_from: datetime.datetime | Unset = UNSET,
    at_to: datetime.datetime | Unset = UNSET,
    cursor: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    limit: int | Unset = 25,
    ordering: CampaignsActivitiesListOrdering | Unset = UNSET,
    participant: UUID | Unset = UNSET,
) -> Call[PaginatedActivityList]:
    """The activities that were told"""

    params: dict[str, Any] = {}

    json_at_from: str | Unset = UNSET
    if not isinstance(at_from, Unset):
        json_at_from = at_from.isoformat()
    params["at_from"] = json_at_from

    json_at_to: str | Unset = UNSET
    if not isinstance(at_to, Unset):
        json_at_to = at_to.isoformat()
    params["at_to"] = json_at_to

    params["cursor"] = cursor

    params["kind"] = kind

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_participant: str | Unset = UNSET
    if not isinstance(participant, Unset):
        json_participant = str(participant)
    params["participant"] = json_participant

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/activities/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedActivityList:
    if response.status_code == 200:
        response_200 = PaginatedActivityList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
