"""`tdrm`: a member's contribution becomes a chain of equal pieces, and every piece is paid for what is below it.

Whoever divides their contribution over several places can at most rebuild the chain that the rule makes of one
place, so nobody gains by it. An odd piece stands on top of the chain, where it sees the most; the recruits hang
under the lowest piece. Somebody who contributed nothing is one empty piece: earns nothing, and is a step like
anybody else for those above.

With μ the size of a piece and L = μ/(1 − a), a full piece j steps above the lowest sees L(1 − aʲ⁺¹) + aʲ⁺¹·Y where
Y is what hangs below, so a chain of any length is added up at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.discounting import DiscountedSums, Line, Step
from rewards.mechanisms.geometric import DISCOUNT_SCHEMA, check_discount
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.terms import (
    check_fraction_size,
    fraction_schema,
    read_fraction,
    read_object,
    read_whole,
    refused,
)
from rewards.mechanisms.tree import (
    MAX_CONTRIBUTION,
    UNIT_SCHEMA,
    P,
    Tree,
    TreeMechanism,
    check_unit_value,
    read_unit_value,
    write_unit_value,
)

# The fraction a^pieces has as many digits as there are pieces; beyond this μ is far too small for the campaign.
MAX_PIECES = 1_000


@dataclass(frozen=True)
class Tdrm(TreeMechanism):
    """R(u) = Σ over u's pieces w of (λ/μ)·C(w)·b·Σ a^distance·C(v) over w's subtree, plus φ·C(w)."""

    lambda_: Fraction
    mu: int
    a: Fraction
    b: Fraction
    phi: Fraction
    unit_minor: int | None = None

    name: ClassVar[str] = "tdrm"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Each member gets a part of their own contribution, and for every piece of it a part of what is below,"
        " less for every step."
    )
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="equal_contribution",
        unbounded_reward=True,
        rewards_recruiting=True,
        reference="After the topology-dependent mechanism of Lv & Moscibroda",
    )

    def __post_init__(self) -> None:
        check_discount(self.a)
        for key, term in (("lambda", self.lambda_), ("b", self.b)):
            check_fraction_size(term, field=f"terms/{key}")
            if term <= 0:
                raise refused(f"{key} must be above 0; it is {term}.", field=f"terms/{key}", above="0")
        check_fraction_size(self.phi, field="terms/phi")
        read_whole(self.mu, field="terms/mu", least=1, most=MAX_CONTRIBUTION, what="mu")
        if self.phi < 0:
            raise refused(f"phi must be at least 0; it is {self.phi}.", field="terms/phi", least="0")
        if self.most_paid > 1:
            raise refused(
                "lambda·b/(1 − a) + phi may be at most 1; here it is more. With more the members"
                " could earn more than was contributed.",
                field="terms/lambda",
                most="1",
            )
        check_unit_value(self.unit_minor)

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        together = "Together lambda·b/(1 − a) + phi may be at most 1."
        return terms_schema(
            title="Terms of the rule by pieces",
            properties={
                "lambda": fraction_schema(
                    f"The weight of what is below, above 0. {together}", whole=range(1, 1000), default="1/5"
                ),
                "mu": {
                    "description": (
                        "The size of a piece in units of contribution. Nobody may contribute more than"
                        f" {MAX_PIECES:,} pieces in a period."
                    ),
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_CONTRIBUTION,
                    "default": 1,
                },
                "a": DISCOUNT_SCHEMA,
                "b": fraction_schema(f"Another weight of what is below, above 0. {together}", whole=[1], default="1"),
                "phi": fraction_schema(
                    f"The part of their own contribution that everybody gets, at least 0. {together}",
                    whole=[0],
                    default="1/20",
                ),
                "unit_minor": UNIT_SCHEMA,
            },
            examples=[
                {"lambda": "1/5", "mu": 1, "a": "1/2", "b": "1", "phi": "1/20"},
                {"lambda": "1/3", "mu": 10, "a": "1/3", "phi": 0, "unit_minor": 20},
            ],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("lambda", "mu", "a", "b", "phi", "unit_minor"))
        return cls(
            lambda_=read_fraction(given.get("lambda", "1/5"), field="terms/lambda"),
            mu=read_whole(given.get("mu", 1), field="terms/mu", least=1, most=MAX_CONTRIBUTION, what="mu"),
            a=read_fraction(given.get("a", "1/2"), field="terms/a"),
            b=read_fraction(given.get("b", "1"), field="terms/b"),
            phi=read_fraction(given.get("phi", "1/20"), field="terms/phi"),
            unit_minor=read_unit_value(given),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "lambda": str(self.lambda_),
            "mu": self.mu,
            "a": str(self.a),
            "b": str(self.b),
            "phi": str(self.phi),
            **write_unit_value(self.unit_minor),
        }

    @property
    def unit_value(self) -> int | None:
        return self.unit_minor

    @property
    def most_paid(self) -> Fraction:
        return self.lambda_ * self.b / (1 - self.a) + self.phi

    def check_tree(self, tree: Tree[P]) -> None:
        most = MAX_PIECES * self.mu
        for place, own in enumerate(tree.contributions):
            if own > most:
                raise tree.refusal(
                    place,
                    "contribution",
                    f"contributed {own:,}, more than {MAX_PIECES:,} pieces of {self.mu:,}; it takes a mu of at least"
                    f" {-(-max(tree.contributions) // MAX_PIECES):,}",
                    most=most,
                )

    def pieces(self, own: int) -> list[int]:
        """Give the pieces of a contribution from the top down, the odd one first."""
        full, odd = divmod(own, self.mu)
        return ([odd] if odd or not full else []) + [self.mu] * full

    def gather(self, own: int, below: Sequence[Fraction]) -> Fraction:
        return self._walk(own, sum(below, Fraction(0)))[0]

    def reward(self, own: int, below: Sequence[Fraction], total: int) -> Fraction:
        return self._walk(own, sum(below, Fraction(0)))[1]

    def _walk(self, own: int, seen: Fraction) -> tuple[Fraction, Fraction]:
        """Go up through the pieces; gives what the top one sees, and what they all earn."""
        earned = Fraction(0)
        for piece in reversed(self.pieces(own)):
            seen = piece + self.a * seen
            earned += self.lambda_ / self.mu * piece * self.b * seen + self.phi * piece
        return seen, earned

    def step(self, own: int) -> Step:
        """Add up the pieces at once: what the top one sees, as Step."""
        full, odd = divmod(own, self.mu)
        power, limit = self.a**full, self._limit
        if odd or not full:
            return Step(added=odd + self.a * limit * (1 - power), kept=self.a * power)
        return Step(added=limit * (1 - power), kept=power)

    def line(self, own: int) -> Line:
        """Add up what the pieces earn at once."""
        full, odd = divmod(own, self.mu)
        power, limit = self.a**full, self._limit
        # the sum of C(w)·S(w) over the full pieces and the odd one above them
        fixed = limit * (self.mu * full - self.a * limit * (1 - power)) + odd * (odd + self.a * limit * (1 - power))
        slope = self.a * limit * (1 - power) + odd * self.a * power
        weight = self.lambda_ * self.b / self.mu
        return Line(fixed=weight * fixed + self.phi * own, slope=weight * slope)

    @property
    def _limit(self) -> Fraction:
        """What is seen from the top of an endless chain of full pieces."""
        return self.mu / (1 - self.a)

    def gathered(self, tree: Tree[P]) -> list[Fraction]:
        return self._sums(tree).least_sums()

    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        sums, line = self._sums(tree), cache(self.line)
        return [
            None if (below := sums.exact_below(place)) is None else line(own).fixed + line(own).slope * below
            for place, own in enumerate(tree.contributions)
        ]

    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        value = self.value_of_unit(prize_minor, tree.contributed)
        if value == 0:
            return [0] * len(tree)

        @cache
        def paid(own: int) -> Line:
            earned = self.line(own)
            return Line(fixed=value * earned.fixed, slope=value * earned.slope)

        return self._sums(tree).floors(paid)

    def _sums(self, tree: Tree[P]) -> DiscountedSums:
        return DiscountedSums(
            inviters=tree.inviters,
            contributions=tree.contributions,
            denominator=self.a.denominator,
            step=cache(self.step),
        )
