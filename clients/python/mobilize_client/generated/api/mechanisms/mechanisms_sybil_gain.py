from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.chain_attack_request import ChainAttackRequest
from ...models.peer_attack_request import PeerAttackRequest
from ...models.sybil_gain import SybilGain
from ...models.tree_attack_request import TreeAttackRequest
from ...types import UNSET, Unset


def call(
    name: str,
    *,
    body: ChainAttackRequest | PeerAttackRequest | TreeAttackRequest | Unset = UNSET,
) -> Call[SybilGain]:
    """Find what fake places would gain"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/mechanisms/{name}/sybil-gain/".format(
            name=quote(str(name), safe=""),
        ),
    }

    if isinstance(body, ChainAttackRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, TreeAttackRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> SybilGain:
    if response.status_code == 200:
        response_200 = SybilGain.from_dict(response.json())

        return response_200

    raise UnexpectedAnswer(response)
