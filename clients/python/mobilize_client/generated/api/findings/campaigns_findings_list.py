from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_findings_list_format import (
    CampaignsFindingsListFormat,
)
from ...models.campaigns_findings_list_state import (
    CampaignsFindingsListState,
)
from ...models.paginated_finding_list import PaginatedFindingList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    format_: CampaignsFindingsListFormat | Unset = UNSET,
    limit: int | Unset = 25,
    objective: UUID | Unset = UNSET,
    participant: UUID | Unset = UNSET,
    state: CampaignsFindingsListState | Unset = UNSET,
) -> Call[PaginatedFindingList]:
    """Findings: one's own, or all for those with a role in the campaign"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["limit"] = limit

    json_objective: str | Unset = UNSET
    if not isinstance(objective, Unset):
        json_objective = str(objective)
    params["objective"] = json_objective

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
        "url": "/api/v1/campaigns/{slug}/findings/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedFindingList:
    if response.status_code == 200:
        response_200 = PaginatedFindingList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
