"""Draws for the property tests: rules of every mechanism in the registry, with a prize that each can split.

A mechanism without a strategy of its own is drawn from the `examples` of its schema, so that a new line in
the registry is tested at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism

CHAIN_RULES = sorted(name for name, kind in MECHANISMS.items() if issubclass(kind, ChainMechanism))


@dataclass(frozen=True)
class Case:
    """A rule that exists, the JSON that it was made from, and a prize that it accepts."""

    rule: ChainMechanism
    terms: dict[str, Any]
    prize_minor: int


@st.composite
def _recursive_terms(draw: st.DrawFn) -> dict[str, Any]:
    below = draw(st.integers(1, 10**5))
    ratio = Fraction(draw(st.integers(0, below - 1)), below)
    terms: dict[str, Any] = {"ratio": str(ratio)}
    if draw(st.booleans()):
        part = Fraction(draw(st.integers(0, 1000)), 1000)
        terms["finder_share"] = str((1 - ratio) * part)
    return terms


@st.composite
def _levels_terms(draw: st.DrawFn) -> dict[str, Any]:
    weights = draw(st.lists(st.integers(0, 10**5), min_size=1, max_size=12))
    if draw(st.booleans()):
        return {"levels": weights}
    whole = max(1, sum(weights) + draw(st.integers(0, 10**5)))
    return {"levels": [str(Fraction(weight, whole)) for weight in weights]}


@st.composite
def _split_contract_terms(draw: st.DrawFn) -> dict[str, Any]:
    most = draw(fractions_up_to(Fraction(1)))
    if draw(st.booleans()):
        return {"max_split": str(most)}
    return {"default_split": str(draw(fractions_up_to(most))), "max_split": str(most)}


@st.composite
def _double_geometric_terms(draw: st.DrawFn) -> dict[str, Any]:
    below = draw(st.integers(1, 10**5))
    return {"b": str(Fraction(draw(st.integers(-(-below // 100), below)), below))}


@st.composite
def _almost_uniform_terms(draw: st.DrawFn) -> dict[str, Any]:
    beta = draw(fractions_up_to(Fraction(3)) | st.fractions(0, 10**4, max_denominator=10**4))
    return {"H": draw(st.integers(1, 45)), "beta": str(beta)}


def fractions_up_to(most: Fraction) -> st.SearchStrategy[Fraction]:
    return st.integers(0, 1000).map(lambda thousandths: most * thousandths / 1000)


def edge_splits(height: int) -> st.SearchStrategy[list[Fraction | None]]:
    """Draw what people chose on the edges of a path, None where nobody chose; or nothing at all."""
    chosen = st.none() | st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]) | fractions_up_to(Fraction(1))
    return st.just([]) | st.lists(chosen, min_size=height - 1, max_size=height - 1)


_TERMS: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "recursive": _recursive_terms,
    "levels": _levels_terms,
    "split_contract": _split_contract_terms,
    "double_geometric": _double_geometric_terms,
    "almost_uniform": _almost_uniform_terms,
}


def examples_of(name: str) -> list[dict[str, Any]]:
    examples: list[dict[str, Any]] = MECHANISMS[name].terms_schema()["examples"]
    return examples


@st.composite
def cases(draw: st.DrawFn, name: str) -> Case:
    strategies: list[st.SearchStrategy[dict[str, Any]]] = [st.sampled_from(examples_of(name))]
    if name in _TERMS:
        strategies.append(_TERMS[name]())
    terms = draw(st.one_of(strategies))
    rule = chain_mechanism(name, terms)
    return Case(rule=rule, terms=terms, prize_minor=draw(_prizes(least=least_prize(rule))))


def _prizes(*, least: int) -> st.SearchStrategy[int]:
    # small prizes show the rounding, large ones the limits
    return st.one_of(st.integers(least, least + 200), st.integers(least, 10**15))


def least_prize(rule: ChainMechanism) -> int:
    """Find a prize that the rule accepts, close to the smallest: acceptance only grows with the prize."""
    if _accepts(rule, 0):
        return 0
    least = 1
    while not _accepts(rule, least):
        least *= 2
    return least


def _accepts(rule: ChainMechanism, prize_minor: int) -> bool:
    try:
        rule.check_prize(prize_minor)
    except InvalidInput:
        return False
    return True
