"""The registry: every mechanism by its name. Adding one is its file, a line here and a line in the docs."""

from __future__ import annotations

from campaigns.errors import InvalidInput
from rewards.mechanisms.almost_uniform import AlmostUniform
from rewards.mechanisms.cdrm import Cdrm
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.double_geometric import DoubleGeometric
from rewards.mechanisms.finder_only import FinderOnly
from rewards.mechanisms.geometric import CappedGeometric, Geometric
from rewards.mechanisms.levels import Levels
from rewards.mechanisms.mechanism import Family, Mechanism
from rewards.mechanisms.pachira import Pachira
from rewards.mechanisms.peer import PeerMechanism
from rewards.mechanisms.peer_rewards import OwnReward, PeerReward, TeamReward
from rewards.mechanisms.proportional import Proportional
from rewards.mechanisms.recursive import Recursive
from rewards.mechanisms.split_contract import SplitContract
from rewards.mechanisms.tdrm import Tdrm
from rewards.mechanisms.terms import refused, shown
from rewards.mechanisms.tree import TreeMechanism

MECHANISMS: dict[str, type[Mechanism]] = {
    Recursive.name: Recursive,
    FinderOnly.name: FinderOnly,
    Levels.name: Levels,
    SplitContract.name: SplitContract,
    DoubleGeometric.name: DoubleGeometric,
    AlmostUniform.name: AlmostUniform,
    Proportional.name: Proportional,
    Geometric.name: Geometric,
    CappedGeometric.name: CappedGeometric,
    Pachira.name: Pachira,
    Cdrm.name: Cdrm,
    Tdrm.name: Tdrm,
    OwnReward.name: OwnReward,
    PeerReward.name: PeerReward,
    TeamReward.name: TeamReward,
}


def mechanism(name: object, terms: object) -> Mechanism:
    """Make the mechanism of that name with these terms (JSON), or refuse either."""
    found = MECHANISMS.get(name) if isinstance(name, str) else None
    if found is None:
        raise refused(
            f"There is no mechanism {shown(name)}. There are: {', '.join(MECHANISMS)}.",
            field="mechanism",
            code="unknown_mechanism",
            allowed=list(MECHANISMS),
        )
    return found.from_json(terms)


def chain_mechanism(name: object, terms: object) -> ChainMechanism:
    """Make a mechanism that splits the prize of one finding, and refuse one of another family."""
    made = mechanism(name, terms)
    if not isinstance(made, ChainMechanism):
        raise _wrong_family(made, "chain", "split the prize of one finding along a chain")
    return made


def tree_mechanism(name: object, terms: object) -> TreeMechanism:
    """Make a mechanism that splits a period's pool over a tree, and refuse one of another family."""
    made = mechanism(name, terms)
    if not isinstance(made, TreeMechanism):
        raise _wrong_family(made, "tree", "split a period's pool over a tree")
    return made


def peer_mechanism(name: object, terms: object) -> PeerMechanism:
    """Make a mechanism that pays gains among buddies, and refuse one of another family."""
    made = mechanism(name, terms)
    if not isinstance(made, PeerMechanism):
        raise _wrong_family(made, "peer", "pay gains among buddies")
    return made


def _wrong_family(made: Mechanism, family: Family, does: str) -> InvalidInput:
    names = [name for name, kind in MECHANISMS.items() if kind.family == family]
    return refused(
        f"{made.name} does not {does}. These do: {', '.join(names)}.",
        field="mechanism",
        code="wrong_mechanism_family",
        allowed=names,
    )
