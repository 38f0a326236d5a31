"""The preview: what a mechanism would pay on made-up input, and what its weak place is, in the API's shapes.

It calls the same `allocate` as settlement and pools do. Anyone may ask; the input is read and refused in
`what_if`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from rewards.mechanisms.allocation import Allocation
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.mechanism import Mechanism
from rewards.mechanisms.peer import PeerMechanism
from rewards.mechanisms.registry import mechanism
from rewards.mechanisms.sybil_chain import Loss, best_attack
from rewards.mechanisms.sybil_peer import best_peer_attack
from rewards.mechanisms.sybil_tree import best_tree_attack
from rewards.mechanisms.terms import check_prize_minor, read_object, refused
from rewards.mechanisms.tree import TreeMechanism
from rewards.mechanisms.what_if import read_chain, read_circle, read_edge_splits, read_name, read_tree

# A search for the best attack computes the whole input some times over.
MAX_SYBIL_NODES = 1_000
# Above a long line a fraction has a digit more for every step; longer ones are left out.
MAX_FRACTION_LENGTH = 400

_INPUT = {"chain": "chain", "tree": "tree", "peer": "members"}


def preview(name: object, body: object) -> dict[str, Any]:
    """Split the prize in `body` by the named mechanism; `terms` may be left out where they have defaults."""
    made, prize_minor, given = _read(name, body, more=())
    answer: dict[str, Any] = {}
    if isinstance(made, ChainMechanism):
        splits = read_edge_splits(given["edge_splits"]) if "edge_splits" in given else ()
        answer |= _shares(made.allocate(prize_minor, read_chain(given["chain"]), edge_splits=splits))
    elif isinstance(made, TreeMechanism):
        tree, names = read_tree(given["tree"])
        answer |= _shares(made.allocate(prize_minor, tree), order=names)
        rewards = dict(zip(tree.members, made.rewards_kept(tree), strict=True))
        answer["rewards"] = {member: _written(rewards[member]) for member in names}
    else:
        circle = read_circle(given["members"])
        answer |= _shares(_peer(made).allocate(prize_minor, circle))
        earned = _peer(made).exact_rewards(circle)
        answer["rewards"] = {member: _written(reward) for member, reward in zip(circle.members, earned, strict=True)}
    return answer | {"budget_bound_minor": made.budget_bound(prize_minor), "card": made.card.to_json()}


def preview_sybil_gain(name: object, body: object) -> dict[str, Any]:
    """Find what `attacker` could gain with so many `identities` on the same input as a preview's."""
    made, prize_minor, given = _read(name, body, more=("attacker", "identities"))
    attacker = read_name(given["attacker"], field="attacker", code="invalid_preview")
    identities: Any = given["identities"]
    if isinstance(made, ChainMechanism):
        splits = read_edge_splits(given["edge_splits"]) if "edge_splits" in given else ()
        chain = read_chain(given["chain"], most=MAX_SYBIL_NODES)
        on_chain = best_attack(
            made, prize_minor=prize_minor, chain=chain, attacker=attacker, identities=identities, edge_splits=splits
        )
        return _attack(on_chain, bound=on_chain.gain_minor)
    if isinstance(made, TreeMechanism):
        tree, _ = read_tree(given["tree"], most=MAX_SYBIL_NODES)
        in_tree = best_tree_attack(made, prize_minor=prize_minor, tree=tree, attacker=attacker, identities=identities)
        return _attack(in_tree, bound=in_tree.gain_bound_minor)
    circle = read_circle(given["members"], most=MAX_SYBIL_NODES)
    among_peers = best_peer_attack(
        _peer(made), prize_minor=prize_minor, circle=circle, attacker=attacker, identities=identities
    )
    return _attack(among_peers, bound=among_peers.gain_minor)


def _read(name: object, body: object, *, more: tuple[str, ...]) -> tuple[Mechanism, int, dict[str, object]]:
    if not isinstance(body, dict):
        read_object(body, field="", known=("prize_minor", "terms", *_INPUT.values()), code="invalid_preview")
    made = mechanism(name, body.get("terms", {}) if isinstance(body, dict) else {})
    needed = ("prize_minor", _INPUT[made.family], *more)
    optional = ("edge_splits",) if isinstance(made, ChainMechanism) and made.uses_edge_splits else ()
    given = read_object(body, field="", known=(*needed, "terms", *optional), code="invalid_preview")
    for key in needed:
        if key not in given:
            raise refused(f"{key} is missing.", field=key, code="invalid_preview")
    prize_minor = check_prize_minor(given["prize_minor"])
    made.check_prize(prize_minor)
    return made, prize_minor, given


def _peer(made: Mechanism) -> PeerMechanism:
    assert isinstance(made, PeerMechanism)  # noqa: S101  there are three families
    return made


def _shares(allocation: Allocation[str], *, order: Sequence[str] | None = None) -> dict[str, Any]:
    amounts = {share.participant: share.amount_minor for share in allocation.shares}
    return {
        "shares": [{"participant": member, "amount_minor": amounts[member]} for member in order or amounts],
        "remainder_minor": allocation.remainder_minor,
    }


def _written(reward: Fraction | None) -> str | None:
    if reward is None or max(reward.numerator, reward.denominator).bit_length() > 4 * MAX_FRACTION_LENGTH:
        return None
    text = str(reward)
    return text if len(text) <= MAX_FRACTION_LENGTH else None


def _attack(found: Any, *, bound: int) -> dict[str, Any]:
    losers: Sequence[Loss[str]] = found.losers
    return {
        "honest_minor": found.honest_minor,
        "best_minor": found.best_minor,
        "gain_minor": found.gain_minor,
        "gain_bound_minor": bound,
        "attack": found.attack,
        "losers": [{"participant": loss.participant, "loss_minor": loss.loss_minor} for loss in losers],
        "remainder_loss_minor": found.remainder_loss_minor,
    }
