from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_review_queue_list_state import (
    CampaignsReviewQueueListState,
)
from ...models.paginated_dossier_list import PaginatedDossierList
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    assessed: bool | Unset = UNSET,
    cursor: str | Unset = UNSET,
    held: bool | Unset = UNSET,
    limit: int | Unset = 25,
    objective: UUID | Unset = UNSET,
    state: CampaignsReviewQueueListState | Unset = UNSET,
) -> Call[PaginatedDossierList]:
    """What waits for you to review"""

    params: dict[str, Any] = {}

    params["assessed"] = assessed

    params["cursor"] = cursor

    params["held"] = held

    params["limit"] = limit

    json_objective: str | Unset = UNSET
    if not isinstance(objective, Unset):
        json_objective = str(objective)
    params["objective"] = json_objective

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/review-queue/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> PaginatedDossierList:
    if response.status_code == 200:
        response_200 = PaginatedDossierList.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
