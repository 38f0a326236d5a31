"""`proportional`: the pool is shared by what each member contributed, and inviting people pays nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.rounding import share_by_weights
from rewards.mechanisms.terms import read_object
from rewards.mechanisms.tree import (
    UNIT_SCHEMA,
    P,
    Tree,
    TreeMechanism,
    check_unit_value,
    read_unit_value,
    write_unit_value,
)


@dataclass(frozen=True)
class Proportional(TreeMechanism):
    """R(u) is u's own contribution. The whole pool is spent unless a fixed value of a unit needs less."""

    unit_minor: int | None = None

    name: ClassVar[str] = "proportional"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "The pool is shared by what each member contributed; inviting people pays nothing."
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="yes",
        unbounded_reward=False,
        rewards_recruiting=False,
        reference="Plain sharing by contribution",
    )

    def __post_init__(self) -> None:
        check_unit_value(self.unit_minor)

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of sharing by contribution",
            properties={"unit_minor": UNIT_SCHEMA},
            examples=[{}, {"unit_minor": 250}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        return cls(unit_minor=read_unit_value(read_object(terms, field="terms", known=("unit_minor",))))

    def to_json(self) -> dict[str, Any]:
        return write_unit_value(self.unit_minor)

    @property
    def unit_value(self) -> int | None:
        return self.unit_minor

    @property
    def most_paid(self) -> Fraction:
        return Fraction(1)

    def gather(self, own: int, below: Sequence[None]) -> None:
        """Nothing that stands below counts."""

    def reward(self, own: int, below: Sequence[None], total: int) -> Fraction:
        return Fraction(own)

    def gathered(self, tree: Tree[P]) -> list[None]:
        return [None] * len(tree)

    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        return [Fraction(own) for own in tree.contributions]

    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        total = tree.contributed
        if total == 0:
            return [0] * len(tree)
        if self.unit_minor is not None and self.unit_minor * total <= prize_minor:
            return [own * self.unit_minor for own in tree.contributions]
        return list(share_by_weights(total=prize_minor, weights=tree.contributions))
