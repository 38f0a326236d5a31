"""Draws for the property tests of trees and circles, and all small trees for the exhaustive ones.

A mechanism without a strategy of its own is drawn from the `examples` of its schema, so that a new line in the
registry is tested at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from rewards.mechanisms.peer import Circle, PeerMechanism
from rewards.mechanisms.registry import MECHANISMS, peer_mechanism, tree_mechanism
from rewards.mechanisms.tree import NOBODY, Tree, TreeMechanism

TREE_RULES = [name for name, kind in MECHANISMS.items() if issubclass(kind, TreeMechanism)]
PEER_RULES = [name for name, kind in MECHANISMS.items() if issubclass(kind, PeerMechanism)]

# A → {B, D}, B → C, everybody contributed 1: the tree of the published examples.
FOUR = Tree("ABCD", [NOBODY, 0, 1, 0], [1, 1, 1, 1])


def examples_of(name: str) -> list[dict[str, Any]]:
    examples: list[dict[str, Any]] = MECHANISMS[name].terms_schema()["examples"]
    return examples


@st.composite
def discounts(draw: st.DrawFn) -> Fraction:
    below = draw(st.one_of(st.integers(2, 5), st.integers(2, 1000)))
    return Fraction(draw(st.integers(1, below - 1)), below)


@st.composite
def parts(draw: st.DrawFn, most: Fraction = Fraction(1)) -> Fraction:
    """Draw a fraction above 0 and at most `most`."""
    whole = draw(st.integers(1, 50))
    return most * Fraction(draw(st.integers(1, whole)), whole)


@st.composite
def _geometric_terms(draw: st.DrawFn) -> dict[str, Any]:
    a, own = draw(discounts()), draw(st.booleans())
    return {"a": str(a), "b": str(draw(parts(1 - a if own else (1 - a) / a))), "include_own": own}


@st.composite
def _capped_terms(draw: st.DrawFn) -> dict[str, Any]:
    a = draw(discounts())
    return {"a": str(a), "b": str(draw(parts((1 - a) / a))), "cap": str(draw(parts(Fraction(4))))}


@st.composite
def _pachira_terms(draw: st.DrawFn) -> dict[str, Any]:
    return {"beta": str(1 - draw(parts())), "delta": draw(st.integers(1, 4))}


@st.composite
def _cdrm_terms(draw: st.DrawFn) -> dict[str, Any]:
    phi = draw(parts())
    return {"phi": str(phi), "theta": str(phi * Fraction(draw(st.integers(0, 9)), 10))}


@st.composite
def _tdrm_terms(draw: st.DrawFn) -> dict[str, Any]:
    a, paid = draw(discounts()), draw(parts())
    below = paid * Fraction(draw(st.integers(1, 9)), 10)
    b = draw(parts())
    return {
        "lambda": str(below * (1 - a) / b),
        "mu": draw(st.integers(1, 4)),
        "a": str(a),
        "b": str(b),
        "phi": str(paid - below),
    }


_TERMS: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "geometric": _geometric_terms,
    "capped_geometric": _capped_terms,
    "pachira": _pachira_terms,
    "cdrm": _cdrm_terms,
    "tdrm": _tdrm_terms,
}


@st.composite
def tree_rules(draw: st.DrawFn, name: str) -> tuple[TreeMechanism, dict[str, Any]]:
    """Draw a rule with the JSON that it was made from; with a fixed value of a unit, or without."""
    strategies: list[st.SearchStrategy[dict[str, Any]]] = [st.sampled_from(examples_of(name))]
    if name in _TERMS:
        strategies.append(_TERMS[name]())
    terms = dict(draw(st.one_of(strategies)))
    if "unit_minor" in MECHANISMS[name].terms_schema()["properties"] and draw(st.booleans()):
        terms["unit_minor"] = draw(st.integers(1, 1000))
    return tree_mechanism(name, terms), terms


@st.composite
def trees(draw: st.DrawFn, *, most: int = 40) -> Tree[str]:
    """Draw a tree: bushy, or nearly one line, with several roots now and then."""
    size = draw(st.integers(1, most))
    reach = draw(st.sampled_from([1, 2, most]))
    inviters = [
        draw(st.integers(max(0 if draw(st.booleans()) else NOBODY, place - reach), place - 1)) if place else NOBODY
        for place in range(size)
    ]
    points = st.integers(0, draw(st.sampled_from([1, 3, 50])))
    return Tree([f"person {k}" for k in range(size)], inviters, [draw(points) for _ in range(size)])


@st.composite
def peer_rules(draw: st.DrawFn, name: str) -> tuple[PeerMechanism, dict[str, Any]]:
    rate = Fraction(draw(st.integers(1, 2000)), draw(st.integers(1, 30)))
    terms = draw(st.one_of(st.sampled_from(examples_of(name)), st.just({"rate": str(rate)})))
    return peer_mechanism(name, terms), terms


@st.composite
def circles(draw: st.DrawFn, *, most: int = 12) -> Circle[str]:
    size = draw(st.integers(1, most))
    pairs = [(one, other) for one in range(size) for other in range(one)]
    buddies: list[list[int]] = [[] for _ in range(size)]
    for one, other in draw(st.sets(st.sampled_from(pairs), max_size=15)) if pairs else ():
        if len(buddies[one]) < 9 and len(buddies[other]) < 9:
            buddies[one].append(other)
            buddies[other].append(one)
    points = st.integers(0, 30)
    return Circle(
        [f"person {k}" for k in range(size)],
        [draw(points) for _ in range(size)],
        [draw(points) for _ in range(size)],
        buddies,
    )


def shapes(most: int) -> Iterator[tuple[int, ...]]:
    """Give the inviters of every tree with one root and up to so many people, each shape once."""
    for size in range(1, most + 1):
        seen = set()
        for inviters in _inviters(size):
            key = _shape(inviters)
            if key not in seen:
                seen.add(key)
                yield inviters


def _inviters(size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield (NOBODY,)
        return
    for shorter in _inviters(size - 1):
        for inviter in range(size - 1):
            yield (*shorter, inviter)


def _shape(inviters: tuple[int, ...]) -> str:
    below: list[list[str]] = [[] for _ in inviters]
    for place in range(len(inviters) - 1, 0, -1):
        below[inviters[place]].append("(" + "".join(sorted(below[place])) + ")")
    return "".join(sorted(below[0]))
