"""Cohen's kappa: how far two judges agree beyond what chance alone would bring about. Pure.

κ = (p_o - p_e) / (1 - p_e), where p_o is the share of cases in which they agree and p_e the share that two judges
with their habits would agree in by chance: over all categories, the sum of the products of how often each uses it.
1 is perfect, 0 is no better than chance, below 0 is worse.

Source: J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20 (1960),
pages 37-46.

Two cases have no kappa, and say so instead. Of fewer than ten cases nothing can be said. And where both judges used
one and the same category throughout, chance alone explains all of their agreement and the formula divides by zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

FEWEST = 10
Said = TypeVar("Said", bound=Hashable)

TOO_FEW = "too few"
ONE_SIDED = "one and the same answer throughout"


@dataclass(frozen=True)
class Agreement:
    """How far two judges agree, over `n` cases; exact. Without a kappa `unsaid` says why."""

    n: int
    agreed: int
    kappa: Fraction | None
    unsaid: str = ""


def cohens_kappa(cases: Mapping[tuple[Said, Said], int], *, fewest: int = FEWEST) -> Agreement:
    """Compare two judges, given how often they said each pair of things: {(the one's, the other's): cases}."""
    if any(count < 0 for count in cases.values()):
        raise ValueError("a number of cases is never negative")
    n = sum(cases.values())
    agreed = sum(count for (one, other), count in cases.items() if one == other)
    if n < max(fewest, 1):
        return Agreement(n, agreed, None, TOO_FEW)
    ones: Counter[Said] = Counter()
    others: Counter[Said] = Counter()
    for (one, other), count in cases.items():
        ones[one] += count
        others[other] += count
    by_chance = Fraction(sum(count * others[category] for category, count in ones.items()), n * n)
    if by_chance == 1:
        return Agreement(n, agreed, None, ONE_SIDED)
    return Agreement(n, agreed, (Fraction(agreed, n) - by_chance) / (1 - by_chance))
