from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_findings_map_list_format import (
    CampaignsFindingsMapListFormat,
)
from ...models.feature_collection import FeatureCollection
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    cursor: str | Unset = UNSET,
    format_: CampaignsFindingsMapListFormat | Unset = UNSET,
    limit: int | Unset = 25,
) -> Call[FeatureCollection]:
    """Verified findings on a map, for anybody"""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/findings/map/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> FeatureCollection:
    if response.status_code == 200:
        response_200 = FeatureCollection.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
