import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_findings_list_format import (
    CampaignsFindingsListFormat,
)
from ...models.campaigns_findings_list_has_evidence import (
    CampaignsFindingsListHasEvidence,
)
from ...models.campaigns_findings_list_ordering import (
    CampaignsFindingsListOrdering,
)
from ...models.campaigns_findings_list_state import (
    CampaignsFindingsListState,
)
from ...models.paginated_finding_list import PaginatedFindingList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    bbox: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    format_: CampaignsFindingsListFormat | Unset = UNSET,
    has_evidence: CampaignsFindingsListHasEvidence | Unset = UNSET,
    limit: int | Unset = 25,
    objective: UUID | Unset = UNSET,
    observed_from: datetime.datetime | Unset = UNSET,
    observed_to: datetime.datetime | Unset = UNSET,
    ordering: CampaignsFindingsListOrdering | Unset = UNSET,
    participant: UUID | Unset = UNSET,
    received_from: datetime.datetime | Unset = UNSET,
    received_to: datetime.datetime | Unset = UNSET,
    state: CampaignsFindingsListState | Unset = UNSET,
) -> Call[PaginatedFindingList]:
    """Findings: one's own, or all for those with a role in the campaign"""

    params: dict[str, Any] = {}

    params["bbox"] = bbox

    params["cursor"] = cursor

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_has_evidence: str | Unset = UNSET
    if not isinstance(has_evidence, Unset):
        json_has_evidence = has_evidence

    params["has_evidence"] = json_has_evidence

    params["limit"] = limit

    json_objective: str | Unset = UNSET
    if not isinstance(objective, Unset):
        json_objective = str(objective)
    params["objective"] = json_objective

    json_observed_from: str | Unset = UNSET
    if not isinstance(observed_from, Unset):
        json_observed_from = observed_from.isoformat()
    params["observed_from"] = json_observed_from

    json_observed_to: str | Unset = UNSET
    if not isinstance(observed_to, Unset):
        json_observed_to = observed_to.isoformat()
    params["observed_to"] = json_observed_to

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    json_participant: str | Unset = UNSET
    if not isinstance(participant, Unset):
        json_participant = str(participant)
    params["participant"] = json_participant

    json_received_from: str | Unset = UNSET
    if not isinstance(received_from, Unset):
        json_received_from = received_from.isoformat()
    params["received_from"] = json_received_from

    json_received_to: str | Unset = UNSET
    if not isinstance(received_to, Unset):
        json_received_to = received_to.isoformat()
    params["received_to"] = json_received_to

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
