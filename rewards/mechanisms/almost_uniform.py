"""`almost_uniform`: everyone on the path gets the same small share, and the finder what is left.

With the unit u = B/(1 + H·β), each inviter on a path of h ≤ H gets β·u and the finder (1 + β·(H − h + 1))·u, so
that the whole prize is paid at every height. Longer paths pay nothing at all.

Each further identity on the path costs its finder β·u. A finder with several gets that back from them and gains
exactly nothing. An inviter with several is paid once for each, out of the finder's share, so on one finding they do
gain. What speaks against it is that everyone below is pushed towards H and the lowest fall out: below a full tree,
where everyone invites two people or more down to H and each is as likely to find, that costs at least as much as it
brings. Above a single line of invitations it does not. This is all that is meant by an equilibrium here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism, check_height
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.rounding import share_by_weights
from rewards.mechanisms.terms import (
    FRACTION_PATTERN,
    MAX_FRACTION_PART,
    check_fraction_size,
    check_prize_minor,
    read_fraction,
    read_object,
    read_whole,
    refused,
)

# Known lines of invitations have some hundreds of steps.
MAX_HEIGHT = 1_000


@dataclass(frozen=True)
class AlmostUniform(ChainMechanism):
    """Paths of at most `greatest_height` (H in the terms) pay each inviter `beta` units, and the finder the rest."""

    greatest_height: int
    beta: Fraction

    name: ClassVar[str] = "almost_uniform"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Every inviter on the path gets the same amount and the finder the rest; paths that are too long pay nothing."
    )
    depends_on_height: ClassVar[bool] = True
    nearer_never_gets_less: ClassVar[bool] = True
    shares_out_the_rest: ClassVar[bool] = True
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="equilibrium",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="After Babaioff et al., On Bitcoin and Red Balloons, EC 2012",
    )

    def __post_init__(self) -> None:
        read_whole(
            self.greatest_height, field="terms/H", least=1, most=MAX_HEIGHT, what="The greatest height of a path"
        )
        check_fraction_size(self.beta, field="terms/beta")
        if self.beta < 0:
            raise refused(
                f"beta must be at least 0; it is {self.beta}. Nobody can be paid less than nothing.",
                field="terms/beta",
                least="0",
            )

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the almost uniform split",
            properties={
                "H": {
                    "description": "The greatest number of people on a path that is paid, the finder included.",
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_HEIGHT,
                },
                "beta": {
                    "description": "What each inviter gets, in units of which the finder gets at least one: 0 or more.",
                    "anyOf": [
                        {"type": "string", "pattern": f"^{FRACTION_PATTERN}$"},
                        {"type": "integer", "minimum": 0, "maximum": MAX_FRACTION_PART},
                    ],
                },
            },
            required=("H", "beta"),
            examples=[{"H": 10, "beta": "1/10"}, {"H": 10, "beta": 1}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("H", "beta"))
        for key, what in (("H", "the greatest height of a path that is paid"), ("beta", "the units of each inviter")):
            if key not in given:
                raise refused(f"{key} is missing: {what}.", field=f"terms/{key}")
        greatest_height: Any = given["H"]  # its kind is looked at when the rule is made
        return cls(greatest_height=greatest_height, beta=read_fraction(given["beta"], field="terms/beta"))

    def to_json(self) -> dict[str, Any]:
        return {"H": self.greatest_height, "beta": str(self.beta)}

    def budget_bound(self, prize_minor: int) -> int:
        return check_prize_minor(prize_minor)

    def part_at(self, distance: int, height: int) -> Fraction:
        if height > self.greatest_height:
            return Fraction(0)
        units = self.beta if distance else 1 + self.beta * (self.greatest_height - height + 1)
        return units / (1 + self.greatest_height * self.beta)

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        finders, inviters = prize * self.part_at(0, height), prize * self.part_at(1, height)
        return (finders, *(inviters,) * (height - 1))

    def amounts(self, prize_minor: int, height: int) -> tuple[int, ...]:
        check_prize_minor(prize_minor)
        check_height(height)
        if height > self.greatest_height:
            return (0,) * height
        one, beta = self.beta.denominator, self.beta.numerator
        finders = one + beta * (self.greatest_height - height + 1)
        return share_by_weights(total=prize_minor, weights=(finders, *(beta,) * (height - 1)))

    def last_paid_height(self, prize_minor: int) -> int:
        return self.greatest_height
