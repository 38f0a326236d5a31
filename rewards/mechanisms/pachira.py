"""`pachira`: a lottery tree, shared instead of drawn.

π(c) = β·c + (1 − β)·c^(1+δ) grows faster than c, so a subtree together is worth more than its parts, and each
member gets what their subtree is worth above the subtrees of those whom they invited. The parts of a tree add up to
π of the whole, which is 1 where there is one root. Where there are several they hang under nobody: what the
sum of their worths falls short of 1 is nobody's, and goes to the remainder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.rounding import share_out_rest
from rewards.mechanisms.terms import (
    check_fraction_size,
    fraction_schema,
    read_fraction,
    read_object,
    read_whole,
    refused,
)
from rewards.mechanisms.tree import NOBODY, P, Tree, TreeMechanism

# The powers of a million people's contributions stay within some hundreds of bits.
MAX_DELTA = 10


@dataclass(frozen=True)
class Pachira(TreeMechanism):
    """R(u) is a fraction of the pool: π of u's subtree less π of the subtrees below. The whole pool is spent."""

    beta: Fraction
    delta: int

    name: ClassVar[str] = "pachira"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Each member gets what their subtree is worth above its branches, and a subtree together is worth more than"
        " its parts; the whole pool is spent where the tree has one root."
    )
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="equal_contribution",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="After the lottery trees of Douceur & Moscibroda, SIGCOMM 2007",
    )

    def __post_init__(self) -> None:
        check_fraction_size(self.beta, field="terms/beta")
        if not 0 <= self.beta <= 1:
            raise refused(
                f"beta must be from 0 to 1; it is {self.beta}. It is the part of a member's worth that their own"
                " contribution brings whatever stands below them.",
                field="terms/beta",
                least="0",
                most="1",
            )
        read_whole(self.delta, field="terms/delta", least=1, most=MAX_DELTA, what="delta")

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the shared lottery tree",
            properties={
                "beta": fraction_schema(
                    "The part shared by contribution alone, from 0 to 1: the less, the more recruiting pays.",
                    whole=[0, 1],
                    default="1/2",
                ),
                "delta": {
                    "description": "How much more than its parts a subtree together is worth: the power is 1 + delta.",
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_DELTA,
                    "default": 1,
                },
            },
            examples=[{"beta": "1/2", "delta": 1}, {"beta": "1/5", "delta": 3}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("beta", "delta"))
        return cls(
            beta=read_fraction(given.get("beta", "1/2"), field="terms/beta"),
            delta=read_whole(given.get("delta", 1), field="terms/delta", least=1, most=MAX_DELTA, what="delta"),
        )

    def to_json(self) -> dict[str, Any]:
        return {"beta": str(self.beta), "delta": self.delta}

    @property
    def most_paid(self) -> Fraction:
        """1, of the pool: R is a fraction of it and not a number of units of contribution."""
        return Fraction(1)

    def value_of_unit(self, prize_minor: int, total: int) -> Fraction:
        return Fraction(prize_minor)

    def gather(self, own: int, below: Sequence[int]) -> int:
        return own + sum(below)

    def reward(self, own: int, below: Sequence[int], total: int) -> Fraction:
        if total == 0:
            return Fraction(0)
        parts = self._worth(own + sum(below), total) - sum(self._worth(each, total) for each in below)
        return Fraction(parts, self._whole(total))

    def gathered(self, tree: Tree[P]) -> list[int]:
        return tree.subtree_contributions()

    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        whole = self._whole(tree.contributed)
        return [Fraction(part, whole) if whole else Fraction(0) for part in self._parts(tree)]

    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        parts, whole = self._parts(tree), self._whole(tree.contributed)
        if whole == 0:
            return [0] * len(tree)
        # with one root this is the whole pool; with several, what is theirs together in whole units
        to_share = prize_minor * sum(parts) // whole
        exact = [divmod(prize_minor * part, whole) for part in parts]
        floors, remainders = [floor for floor, _ in exact], [rest for _, rest in exact]
        return list(share_out_rest(total=to_share, floors=floors, remainders=remainders))

    def _parts(self, tree: Tree[P]) -> list[int]:
        """Give R of everybody, as whole numbers of one common unit."""
        total = tree.contributed
        worths = [self._worth(subtree, total) for subtree in tree.subtree_contributions()]
        parts = list(worths)
        for place, inviter in enumerate(tree.inviters):
            if inviter != NOBODY:
                parts[inviter] -= worths[place]
        return parts

    def _worth(self, subtree: int, total: int) -> int:
        """Give π(subtree / total) in units of 1 / `_whole`, where β is p/q: p·s·Cᵟ + (q − p)·s¹⁺ᵟ."""
        p, q = self.beta.numerator, self.beta.denominator
        power: int = subtree**self.delta
        most: int = total**self.delta
        return subtree * (p * most + (q - p) * power)

    def _whole(self, total: int) -> int:
        whole: int = self.beta.denominator * total ** (1 + self.delta)
        return whole
