"""The registry: every mechanism by its name. Adding one is its file, a line here and a line in the docs."""

from __future__ import annotations

from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.finder_only import FinderOnly
from rewards.mechanisms.levels import Levels
from rewards.mechanisms.mechanism import Mechanism
from rewards.mechanisms.recursive import Recursive
from rewards.mechanisms.terms import refused, shown

MECHANISMS: dict[str, type[Mechanism]] = {
    Recursive.name: Recursive,
    FinderOnly.name: FinderOnly,
    Levels.name: Levels,
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
        chain_names = [key for key, value in MECHANISMS.items() if issubclass(value, ChainMechanism)]
        raise refused(
            f"{made.name} does not split the prize of one finding along a chain. These do: {', '.join(chain_names)}.",
            field="mechanism",
            code="wrong_mechanism_family",
            allowed=chain_names,
        )
    return made
