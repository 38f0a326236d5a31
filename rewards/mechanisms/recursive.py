"""`recursive`: the finder gets a share, and everyone above a fixed fraction of what the one below got.

The person at distance k gets f·B·qᵏ. The shares of an endless chain would add up to f·B/(1 − q), so the
prize covers every chain exactly where f ≤ 1 − q.
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


@dataclass(frozen=True)
class Recursive(ChainMechanism):
    """The finder gets `finder_share` of the prize, and each step up the path `ratio` times the one below."""

    ratio: Fraction
    finder_share: Fraction

    name: ClassVar[str] = "recursive"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "The finder gets a share of the prize, their inviter a fixed fraction of that, and so on upward."
    )
    depends_on_height: ClassVar[bool] = False
    nearer_never_gets_less: ClassVar[bool] = True
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="MIT Red Balloon team, 2009: Pickard et al., Time-Critical Social Mobilization, 2011",
    )

    def __post_init__(self) -> None:
        check_fraction_size(self.ratio, field="terms/ratio")
        check_fraction_size(self.finder_share, field="terms/finder_share")
        if not 0 <= self.ratio < 1:
            raise refused(
                f"The ratio must be at least 0 and below 1; it is {self.ratio}. From 1 on the prize could not"
                " pay a long chain.",
                field="terms/ratio",
                least="0",
                below="1",
            )
        most = 1 - self.ratio
        if not 0 <= self.finder_share <= most:
            raise refused(
                f"The finder's share must be from 0 to {most}, which is 1 minus the ratio; it is"
                f" {self.finder_share}. With more the prize could not pay a long chain.",
                field="terms/finder_share",
                least="0",
                most=str(most),
            )

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the recursive split",
            properties={
                "ratio": fraction_schema(
                    "What each person gets of the share of the one they invited: at least 0 and below 1.",
                    whole=[0],
                    default="1/2",
                ),
                "finder_share": fraction_schema(
                    "The finder's fraction of the prize: at most 1 minus the ratio, also the default.",
                    whole=[0, 1],
                ),
            },
            examples=[{"ratio": "1/2"}, {"ratio": "1/10", "finder_share": "1/2"}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("ratio", "finder_share"))
        ratio = read_fraction(given.get("ratio", "1/2"), field="terms/ratio")
        if "finder_share" not in given:
            return cls(ratio=ratio, finder_share=1 - ratio)
        return cls(ratio=ratio, finder_share=read_fraction(given["finder_share"], field="terms/finder_share"))

    def to_json(self) -> dict[str, Any]:
        return {"ratio": str(self.ratio), "finder_share": str(self.finder_share)}

    def budget_bound(self, prize_minor: int) -> int:
        check_prize_minor(prize_minor)
        return int(prize_minor * self.finder_share / (1 - self.ratio))

    def part_at(self, distance: int, height: int) -> Fraction:
        return self.finder_share * self.ratio**distance

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        return tuple(prize * self.part_at(k, height) for k in range(height))

    def amounts(self, prize_minor: int, height: int) -> tuple[int, ...]:
        check_prize_minor(prize_minor)
        check_height(height)
        return geometric_floors(first=prize_minor * self.finder_share, ratio=self.ratio, count=height)
