"""Explanation: what a settlement was computed from, and how to compute it again. PURE.

The same words as the stored JSON: mechanism, version, terms, prize_minor, chain (finder first), max_depth_paid,
remainder_to, and the shares that came out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from rewards.mechanisms.chain import ShareReason
from rewards.mechanisms.registry import chain_mechanism


@dataclass(frozen=True)
class Explanation:
    """One settled split. `chain` and `shares_minor` run side by side, the finder first; amounts in minor units."""

    mechanism: str
    version: int
    terms: dict[str, Any]
    prize_minor: int
    chain: tuple[int, ...]
    max_depth_paid: int | None
    remainder_to: str
    shares_minor: tuple[int, ...]
    remainder_minor: int

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(**{**stored, "chain": tuple(stored["chain"]), "shares_minor": tuple(stored["shares_minor"])})

    def to_json(self) -> dict[str, Any]:
        """Give the words that are stored; not a copy, so only to be written down."""
        return vars(self)

    def recompute(self) -> tuple[tuple[int, ...], int]:
        """Split the prize again from the stored terms and chain: the shares, and the remainder."""
        rule = chain_mechanism(self.mechanism, self.terms)
        allocation = rule.allocate(self.prize_minor, self.chain, max_depth_paid=self.max_depth_paid)
        return tuple(share.amount_minor for share in allocation.shares), allocation.remainder_minor

    def was_rounded(self, distance: int) -> bool:
        """Tell whether the exact share at this distance is no whole number of minor units."""
        fraction = self.reason_of(distance).fraction
        return fraction is not None and fraction * self.prize_minor != self.shares_minor[distance]

    def reason_of(self, distance: int) -> ShareReason:
        """Say what the share of the person at this distance from the finder is made of."""
        rule = chain_mechanism(self.mechanism, self.terms)
        return rule.explain(self.prize_minor, height=len(self.chain), distance=distance)


def say_share(
    *, names: Sequence[str], distance: int, objective: str, fraction: Fraction | None, prize: str, rounded: bool
) -> str:
    """Put one share in a sentence for the person who got it.

    `names` are the chain's, finder first; `prize` is already written with its currency; `rounded` tells that the
    share is less than the fraction by a part of the smallest unit.
    """
    part = "."
    if fraction and fraction.denominator < 10**9:
        down = ", rounded down" if rounded else ""
        part = f": {fraction.numerator}/{fraction.denominator} of {prize}{down}."
    if distance == 0:
        return f"You found {objective}{part}"
    between = [names[k] for k in range(distance - 1, -1, -1)]
    if len(between) > 4:
        steps = f"You invited {between[0]}, whose recruits, {len(between) - 2} steps on, led to {between[-1]}"
    else:
        steps = f"You invited {between[0]}" + "".join(f", who invited {name}" for name in between[1:])
    return f"{steps}, who found {objective}{part}"
