"""`double_geometric`: shares fall by one ratio along the path and by another with its length.

The person at distance k of a path of h gets (1 + b)·B·aʰ·bᵏ, with a = 1/(1 + b). A lone finder gets B. A path that
is longer by m identities of one person pays each share aᵐ times what it was, and they hold 1 + b + … + bᵐ of them:
together at most what the one had, since that sum is at most (1 + b)ᵐ. So nobody gains by standing there twice.
The same bound keeps the sum of all shares within the prize.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism, check_height
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.rounding import geometric_floors
from rewards.mechanisms.terms import (
    check_fraction_size,
    check_prize_minor,
    fraction_schema,
    read_fraction,
    read_object,
    refused,
)

# Below this the finder's share falls so slowly with the height that paths of many thousands are still paid, and
# whether a raised promise is one could not be looked up height by height.
LEAST_B = Fraction(1, 100)


@dataclass(frozen=True)
class DoubleGeometric(ChainMechanism):
    """An inviter gets `b` of what their recruit gets, and each further person on the path lowers every share."""

    b: Fraction

    name: ClassVar[str] = "double_geometric"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Shares fall upward along the path and fall again with its length, so that nobody gains by fake identities."
    )
    depends_on_height: ClassVar[bool] = True
    nearer_never_gets_less: ClassVar[bool] = True
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="yes",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="After Sybil-proof mechanisms for answer querying in networks",
    )

    def __post_init__(self) -> None:
        check_fraction_size(self.b, field="terms/b")
        if not LEAST_B <= self.b <= 1:
            raise refused(
                f"b must be from {LEAST_B} to 1; it is {self.b}. Above 1 an inviter would get more than the one they"
                f" invited; below {LEAST_B} paths of many thousands would still be paid.",
                field="terms/b",
                least=str(LEAST_B),
                most="1",
            )

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the double geometric split",
            properties={
                "b": fraction_schema(
                    f"What each person gets of the share of the one they invited: from {LEAST_B} to 1.", whole=[1]
                )
            },
            required=("b",),
            examples=[{"b": "1/2"}, {"b": "1/5"}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("b",))
        if "b" not in given:
            raise refused(
                'b is missing: what each person gets of the share of the one they invited, such as "1/2".',
                field="terms/b",
            )
        return cls(b=read_fraction(given["b"], field="terms/b"))

    def to_json(self) -> dict[str, Any]:
        return {"b": str(self.b)}

    def budget_bound(self, prize_minor: int) -> int:
        return check_prize_minor(prize_minor)

    def part_at(self, distance: int, height: int) -> Fraction:
        return self.b**distance / (1 + self.b) ** (height - 1)

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        finders = prize / (1 + self.b) ** (height - 1)
        return tuple(finders * self.b**k for k in range(height))

    def amounts(self, prize_minor: int, height: int) -> tuple[int, ...]:
        check_prize_minor(prize_minor)
        check_height(height)
        return geometric_floors(first=prize_minor / (1 + self.b) ** (height - 1), ratio=self.b, count=height)

    def last_paid_height(self, prize_minor: int) -> int:
        # the finder gets the most, so nobody is paid where the finder is not
        check_prize_minor(prize_minor)
        growth = 1 + self.b
        height, least_prize = 0, Fraction(1)
        while prize_minor >= least_prize:
            height += 1
            least_prize *= growth
        return height
