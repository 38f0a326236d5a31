"""Explanation: what a settlement was computed from, and how to compute it again. PURE.

The same words as the stored JSON: mechanism, version, terms, prize_minor, chain (finder first), max_depth_paid,
remainder_to, and the shares that came out; and edge_splits where the rule lets people choose what is handed up, and
removed where somebody on the chain earns nothing any more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Self

from campaigns.saying import listed, said
from rewards.mechanisms.chain import ShareReason
from rewards.mechanisms.registry import chain_mechanism

# Which way a share that is no whole number of minor units was rounded.
Rounded = Literal["down", "up"]


@dataclass(frozen=True)
class Explanation:
    """One settled split. `chain` and `shares_minor` run side by side, the finder first; amounts in minor units.

    `edge_splits` are what was handed up over the edges of the chain, the finder's first, as the people of the chain
    had agreed to: fractions, or None for the contract's own. None altogether under a rule that uses none.
    `removed` are those of the chain who had been removed: what the rule gives them is part of the remainder.
    """

    mechanism: str
    version: int
    terms: dict[str, Any]
    prize_minor: int
    chain: tuple[int, ...]
    max_depth_paid: int | None
    remainder_to: str
    shares_minor: tuple[int, ...]
    remainder_minor: int
    edge_splits: tuple[str | None, ...] | None = None
    removed: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        lists = ("chain", "shares_minor", "edge_splits", "removed")
        return cls(**{**stored, **{word: tuple(stored[word]) for word in lists if word in stored}})

    def to_json(self) -> dict[str, Any]:
        """Give the words that are stored."""
        unsaid = {"edge_splits": None, "removed": ()}
        return {word: value for word, value in vars(self).items() if word not in unsaid or value != unsaid[word]}

    def recompute(self) -> tuple[tuple[int, ...], int]:
        """Split the prize again from the stored terms and chain: the shares, and the remainder."""
        rule = chain_mechanism(self.mechanism, self.terms)
        allocation = rule.allocate(
            self.prize_minor,
            self.chain,
            max_depth_paid=self.max_depth_paid,
            edge_splits=as_fractions(self.edge_splits),
        )
        shares = tuple(share.amount_minor for share in allocation.shares)
        return without_removed(shares, allocation.remainder_minor, self.removed_distances())

    def removed_distances(self) -> tuple[int, ...]:
        """Say how many steps above the finder those who were removed stand."""
        return tuple(self.chain.index(member) for member in self.removed)

    def was_rounded(self, distance: int) -> Rounded | None:
        """Tell which way the exact share at this distance was rounded; None where it is whole, or fixed.

        Down, but where a rule hands out the last minor units, so that all together are what it pays.
        """
        fraction = self.reason_of(distance).fraction
        if fraction is None:
            return None
        exact, share_minor = fraction * self.prize_minor, self.shares_minor[distance]
        return None if exact == share_minor else "down" if share_minor < exact else "up"

    def reason_of(self, distance: int) -> ShareReason:
        """Say what the share of the person at this distance from the finder is made of."""
        rule = chain_mechanism(self.mechanism, self.terms)
        return rule.explain(
            self.prize_minor,
            height=len(self.chain),
            distance=distance,
            edge_splits=as_fractions(self.edge_splits),
        )


def without_removed(
    shares_minor: tuple[int, ...], remainder_minor: int, distances: Collection[int]
) -> tuple[tuple[int, ...], int]:
    """Put the shares at these distances from the finder to the remainder; nobody else gets more by it."""
    if not distances:
        return shares_minor, remainder_minor
    left = tuple(0 if distance in distances else share for distance, share in enumerate(shares_minor))
    return left, remainder_minor + sum(shares_minor) - sum(left)


def as_fractions(edge_splits: Sequence[str | None] | None) -> tuple[Fraction | None, ...]:
    """Read splits as the rules take them; none at all for none."""
    return tuple(None if split is None else Fraction(split) for split in edge_splits or ())


def say_share(
    *,
    names: Sequence[str],
    distance: int,
    objective: str,
    fraction: Fraction | None,
    prize: str,
    rounded: Rounded | None,
) -> str:
    """Put one share in a sentence for the person who got it.

    `names` are the chain's, finder first; `prize` is already written with its currency; `rounded` tells that the
    share is less than the fraction, or more, by a part of the smallest unit.
    """
    part = ""
    if fraction and fraction.denominator < 10**9:
        told = {"fraction": f"{fraction.numerator}/{fraction.denominator}", "prize": prize}
        part = said(": %(fraction)s of %(prize)s", **told)
        if rounded:
            part = (
                said(": %(fraction)s of %(prize)s, rounded down", **told)
                if rounded == "down"
                else said(": %(fraction)s of %(prize)s, rounded up", **told)
            )
    if distance == 0:
        return said("You found %(objective)s%(part)s.", objective=objective, part=part)
    between = [names[k] for k in range(distance - 1, -1, -1)]
    if len(between) > 4:
        return said(
            "You invited %(first)s, whose recruits, %(steps)s steps on, led to %(finder)s, who found"
            " %(objective)s%(part)s.",
            first=between[0],
            steps=len(between) - 2,
            finder=between[-1],
            objective=objective,
            part=part,
        )
    middle = listed([said(", who invited %(name)s", name=name) for name in between[1:]], "")
    return said(
        "You invited %(first)s%(middle)s, who found %(objective)s%(part)s.",
        first=between[0],
        middle=middle,
        objective=objective,
        part=part,
    )
