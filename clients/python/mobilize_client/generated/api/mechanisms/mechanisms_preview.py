from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.chain_what_if_request import ChainWhatIfRequest
from ...models.peer_what_if_request import PeerWhatIfRequest
from ...models.preview import Preview
from ...models.tree_what_if_request import TreeWhatIfRequest
from ...types import UNSET, Unset


def call(
    name: str,
    *,
    body: ChainWhatIfRequest | PeerWhatIfRequest | TreeWhatIfRequest | Unset = UNSET,
) -> Call[Preview]:
    """Preview how a mechanism would split a prize"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/mechanisms/{name}/preview/".format(
            name=quote(str(name), safe=""),
        ),
    }

    if isinstance(body, ChainWhatIfRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, TreeWhatIfRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Preview:
    if response.status_code == 200:
        response_200 = Preview.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
