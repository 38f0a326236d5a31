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


_TERMS: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "recursive": _recursive_terms,
    "levels": _levels_terms,
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
