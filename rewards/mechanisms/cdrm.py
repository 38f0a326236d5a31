"""`cdrm`: each member gets a part of their own contribution, and a larger part the more stands below them.

(Φ − θ/(1 + x + y))·x, where x is one's own contribution and y what everybody below contributed. The part stays
under Φ whatever happens, and whoever divides themselves divides x and sees at most x + y from each place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.terms import check_fraction_size, fraction_schema, read_fraction, read_object, refused
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
class Cdrm(TreeMechanism):
    """R(u) = (Φ − θ/(1 + C(T_u)))·C(u)."""

    phi: Fraction
    theta: Fraction
    unit_minor: int | None = None

    name: ClassVar[str] = "cdrm"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Each member gets a part of what they contributed themselves; the more stands below them, the closer that"
        " part comes to a limit."
    )
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="yes",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="After the contribution-deterministic mechanism of Lv & Moscibroda",
    )

    def __post_init__(self) -> None:
        check_fraction_size(self.phi, field="terms/phi")
        check_fraction_size(self.theta, field="terms/theta")
        if not 0 < self.phi <= 1:
            raise refused(
                f"phi must be above 0 and at most 1; it is {self.phi}. Above 1 more would be paid than was"
                " contributed.",
                field="terms/phi",
                above="0",
                most="1",
            )
        if not 0 <= self.theta < self.phi:
            raise refused(
                f"theta must be at least 0 and below phi, which is {self.phi}; it is {self.theta}. From phi on"
                " somebody could be owed less than nothing.",
                field="terms/theta",
                least="0",
                below=str(self.phi),
            )
        check_unit_value(self.unit_minor)

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the part that grows with the subtree",
            properties={
                "phi": fraction_schema(
                    "The part of one's contribution that is never quite reached: above 0 and at most 1.",
                    whole=[1],
                    default="1/2",
                ),
                "theta": fraction_schema(
                    "How much of that depends on what stands below: at least 0 and below phi.",
                    whole=[0],
                    default="3/10",
                ),
                "unit_minor": UNIT_SCHEMA,
            },
            examples=[{"phi": "1/2", "theta": "3/10"}, {"phi": 1, "theta": "9/10", "unit_minor": 100}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("phi", "theta", "unit_minor"))
        return cls(
            phi=read_fraction(given.get("phi", "1/2"), field="terms/phi"),
            theta=read_fraction(given.get("theta", "3/10"), field="terms/theta"),
            unit_minor=read_unit_value(given),
        )

    def to_json(self) -> dict[str, Any]:
        return {"phi": str(self.phi), "theta": str(self.theta), **write_unit_value(self.unit_minor)}

    @property
    def unit_value(self) -> int | None:
        return self.unit_minor

    @property
    def most_paid(self) -> Fraction:
        return self.phi

    def gather(self, own: int, below: Sequence[int]) -> int:
        return own + sum(below)

    def reward(self, own: int, below: Sequence[int], total: int) -> Fraction:
        return self._reward(own, own + sum(below))

    def _reward(self, own: int, subtree: int) -> Fraction:
        return (self.phi - self.theta / (1 + subtree)) * own

    def gathered(self, tree: Tree[P]) -> list[int]:
        return tree.subtree_contributions()

    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        return [
            self._reward(own, subtree)
            for own, subtree in zip(tree.contributions, tree.subtree_contributions(), strict=True)
        ]

    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        value = self.value_of_unit(prize_minor, tree.contributed)
        # everything over one denominator: the loop below has whole numbers only
        common = value.denominator * self.phi.denominator * self.theta.denominator
        phi = value.numerator * self.phi.numerator * self.theta.denominator
        theta = value.numerator * self.theta.numerator * self.phi.denominator
        return [
            own * (phi * (1 + subtree) - theta) // (common * (1 + subtree))
            for own, subtree in zip(tree.contributions, tree.subtree_contributions(), strict=True)
        ]
