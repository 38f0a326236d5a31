from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.campaigns_books_retrieve_format import (
    CampaignsBooksRetrieveFormat,
)
from ...models.campaigns_books_retrieve_people import (
    CampaignsBooksRetrievePeople,
)
from ...types import UNSET, File, Unset


def call(
    slug: str,
    *,
    format_: CampaignsBooksRetrieveFormat | Unset = UNSET,
    people: CampaignsBooksRetrievePeople | Unset = UNSET,
) -> Call[File]:
    """The campaign's books, to be loaded by an accountant"""

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_people: str | Unset = UNSET
    if not isinstance(people, Unset):
        json_people = people

    params["people"] = json_people

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{slug}/books/".format(
            slug=quote(str(slug), safe=""),
        ),
        "params": params,
    }

    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise UnexpectedAnswer(response)
