"""`finder_only`: the whole prize goes to the finder, a plain bounty."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.terms import check_prize_minor, read_object


@dataclass(frozen=True)
class FinderOnly(ChainMechanism):
    """Nobody but the finder is paid. There are no terms."""

    name: ClassVar[str] = "finder_only"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "The finder gets the whole prize; inviting people pays nothing."
    depends_on_height: ClassVar[bool] = False
    nearer_never_gets_less: ClassVar[bool] = True
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="yes",
        unbounded_reward=False,
        rewards_recruiting=False,
        reference="A plain bounty",
    )

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(title="Terms of the plain bounty: none", properties={}, examples=[{}])

    @classmethod
    def from_json(cls, terms: object) -> Self:
        read_object(terms, field="terms", known=())
        return cls()

    def to_json(self) -> dict[str, Any]:
        return {}

    def budget_bound(self, prize_minor: int) -> int:
        return check_prize_minor(prize_minor)

    def part_at(self, distance: int, height: int) -> Fraction:
        return Fraction(1 if distance == 0 else 0)

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        return (Fraction(prize), *(Fraction(0),) * (height - 1))
