"""`geometric` and `capped_geometric`: each member gets a part of what those below did, less for every step.

One step down counts a, two steps a², and so on, all of it times b. A single contribution is seen by everybody
above it, so the members together earn at most b·(1 + a + a² + …) times what was contributed: Φ is b/(1 − a)
where one's own contribution counts, and a·b/(1 − a) where it does not.

The capped rule has its name from its cap on what each direct recruit's branch may bring. Another place of
one's own is one more recruit of somebody, so it never brings more than the cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.discounting import DiscountedSums, Line, Step
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.terms import (
    check_fraction_size,
    fraction_schema,
    read_flag,
    read_fraction,
    read_object,
    refused,
)
from rewards.mechanisms.tree import (
    NOBODY,
    UNIT_SCHEMA,
    P,
    Tree,
    TreeMechanism,
    check_unit_value,
    read_unit_value,
    write_unit_value,
)

# Finer than three decimals nobody discounts, and with every step the numbers take as many digits as this has.
MAX_DISCOUNT_DENOMINATOR = 1_000


def check_discount(discount: Fraction, *, field: str = "terms/a") -> None:
    """Refuse a discount by which a long line would never come to an end, or one with very long numbers."""
    check_fraction_size(discount, field=field)
    if not 0 < discount < 1:
        raise refused(
            f"a must be above 0 and below 1; it is {discount}. From 1 on no pool could pay a long line of people,"
            " and with 0 nobody is paid for anybody else, which is the proportional rule.",
            field=field,
            above="0",
            below="1",
        )
    if discount.denominator > MAX_DISCOUNT_DENOMINATOR:
        raise refused(
            f"The denominator of a may be at most {MAX_DISCOUNT_DENOMINATOR:,}; that of {discount} is larger.",
            field=field,
            most=MAX_DISCOUNT_DENOMINATOR,
        )


def check_step_weight(weight: Fraction, *, most: Fraction, field: str = "terms/b") -> None:
    """Refuse a weight under which more would be earned than was contributed."""
    check_fraction_size(weight, field=field)
    if not 0 < weight <= most:
        raise refused(
            f"b must be above 0 and at most {most} with this a; it is {weight}. With more the members could earn"
            " more than was contributed.",
            field=field,
            above="0",
            most=str(most),
        )


DISCOUNT_SCHEMA = fraction_schema(
    "How much of a contribution is left at each further step up: above 0 and below 1, with a denominator of at most"
    f" {MAX_DISCOUNT_DENOMINATOR:,}.",
    whole=[],
    default="1/2",
)


@dataclass(frozen=True)
class Geometric(TreeMechanism):
    """R(u) = b·Σ a^distance·C(v) over u's subtree, with u's own contribution or without."""

    a: Fraction
    b: Fraction
    include_own: bool
    unit_minor: int | None = None

    name: ClassVar[str] = "geometric"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Each member gets a part of what everybody below them contributed, less by a fixed fraction for every step."
    )
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=True,
        rewards_recruiting=True,
        reference="Emek et al., EC 2011; with one's own contribution Lv & Moscibroda",
    )

    def __post_init__(self) -> None:
        check_discount(self.a)
        read_flag(self.include_own, field="terms/include_own")
        check_step_weight(self.b, most=_most_weight(self.a, include_own=self.include_own))
        check_unit_value(self.unit_minor)

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the geometric rule",
            properties={
                "a": DISCOUNT_SCHEMA,
                "b": fraction_schema(
                    "The weight of it all: above 0, and at most 1 − a with one's own contribution, (1 − a)/a without."
                    " Left out, it is that most.",
                    whole=range(1, MAX_DISCOUNT_DENOMINATOR),
                ),
                "include_own": {
                    "description": "Whether one's own contribution counts, in full, besides those below.",
                    "type": "boolean",
                    "default": False,
                },
                "unit_minor": UNIT_SCHEMA,
            },
            examples=[{"a": "1/2", "b": "1"}, {"a": "1/2", "b": "1/4", "include_own": True, "unit_minor": 100}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("a", "b", "include_own", "unit_minor"))
        discount = read_fraction(given.get("a", "1/2"), field="terms/a")
        check_discount(discount)
        include_own = read_flag(given.get("include_own", False), field="terms/include_own")
        weight = _most_weight(discount, include_own=include_own)
        if "b" in given:
            weight = read_fraction(given["b"], field="terms/b")
        return cls(a=discount, b=weight, include_own=include_own, unit_minor=read_unit_value(given))

    def to_json(self) -> dict[str, Any]:
        return {
            "a": str(self.a),
            "b": str(self.b),
            "include_own": self.include_own,
            **write_unit_value(self.unit_minor),
        }

    @property
    def unit_value(self) -> int | None:
        return self.unit_minor

    @property
    def most_paid(self) -> Fraction:
        return self.b / _most_weight(self.a, include_own=self.include_own)

    def gather(self, own: int, below: Sequence[Fraction]) -> Fraction:
        return own + self.a * sum(below)

    def reward(self, own: int, below: Sequence[Fraction], total: int) -> Fraction:
        return self._line(own).fixed + self._line(own).slope * sum(below)

    def _line(self, own: int) -> Line:
        return Line(fixed=self.b * own if self.include_own else Fraction(0), slope=self.a * self.b)

    def gathered(self, tree: Tree[P]) -> list[Fraction]:
        return _sums(self.a, tree).least_sums()

    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        sums = _sums(self.a, tree)
        return [
            None if (below := sums.exact_below(place)) is None else self.reward(own, [below], 0)
            for place, own in enumerate(tree.contributions)
        ]

    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        value = self.value_of_unit(prize_minor, tree.contributed)
        if value == 0:
            return [0] * len(tree)

        @cache
        def paid(own: int) -> Line:
            earned = self._line(own)
            return Line(fixed=value * earned.fixed, slope=value * earned.slope)

        return _sums(self.a, tree).floors(paid)


@dataclass(frozen=True)
class CappedGeometric(TreeMechanism):
    """R(u) = Σ over u's direct recruits c of min(cap, b·a·Σ a^distance·C(v) over c's subtree)."""

    a: Fraction
    b: Fraction
    cap: Fraction
    unit_minor: int | None = None

    name: ClassVar[str] = "capped_geometric"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "As the geometric rule without one's own contribution, but no direct recruit's branch brings more than a cap."
    )
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="above_cap_price",
        unbounded_reward=True,
        rewards_recruiting=True,
        reference="After Drucker & Fleischer, EC 2012",
    )

    def __post_init__(self) -> None:
        check_discount(self.a)
        check_step_weight(self.b, most=_most_weight(self.a, include_own=False))
        check_fraction_size(self.cap, field="terms/cap")
        if self.cap <= 0:
            raise refused(f"The cap must be above 0; it is {self.cap}.", field="terms/cap", above="0")
        check_unit_value(self.unit_minor)

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the geometric rule with a cap",
            properties={
                "a": DISCOUNT_SCHEMA,
                "b": fraction_schema(
                    "The weight of it all: above 0 and at most (1 − a)/a, also the default.",
                    whole=range(1, MAX_DISCOUNT_DENOMINATOR),
                ),
                "cap": {
                    **fraction_schema(
                        "The most, in units of contribution, that one direct recruit's branch brings: above 0.",
                        whole=[],
                    ),
                    "anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1}],
                },
                "unit_minor": UNIT_SCHEMA,
            },
            required=("cap",),
            examples=[{"a": "1/2", "b": "1", "cap": "9/10"}, {"a": "1/3", "cap": "2", "unit_minor": 50}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("a", "b", "cap", "unit_minor"))
        if "cap" not in given:
            raise refused("The cap is missing: the most that one recruit's branch brings.", field="terms/cap")
        discount = read_fraction(given.get("a", "1/2"), field="terms/a")
        check_discount(discount)
        weight = _most_weight(discount, include_own=False)
        if "b" in given:
            weight = read_fraction(given["b"], field="terms/b")
        return cls(
            a=discount,
            b=weight,
            cap=read_fraction(given["cap"], field="terms/cap"),
            unit_minor=read_unit_value(given),
        )

    def to_json(self) -> dict[str, Any]:
        return {"a": str(self.a), "b": str(self.b), "cap": str(self.cap), **write_unit_value(self.unit_minor)}

    @property
    def unit_value(self) -> int | None:
        return self.unit_minor

    @property
    def most_paid(self) -> Fraction:
        return self.b / _most_weight(self.a, include_own=False)

    @property
    def _capped_from(self) -> Fraction:
        """The discounted sum of a branch at which its worth reaches the cap."""
        return self.cap / (self.a * self.b)

    def gather(self, own: int, below: Sequence[Fraction]) -> Fraction:
        return own + self.a * sum(below)

    def reward(self, own: int, below: Sequence[Fraction], total: int) -> Fraction:
        return sum((min(self.cap, self.a * self.b * branch) for branch in below), Fraction(0))

    def gathered(self, tree: Tree[P]) -> list[Fraction]:
        return _sums(self.a, tree).least_sums()

    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        sums = _sums(self.a, tree)
        rewards: list[Fraction | None] = [Fraction(0)] * len(tree)
        for place, inviter in enumerate(tree.inviters):
            so_far = rewards[inviter] if inviter != NOBODY else None
            if so_far is None:
                continue
            if self._is_capped(sums, place):
                rewards[inviter] = so_far + self.cap
            else:
                branch = sums.exact(place)
                rewards[inviter] = None if branch is None else so_far + self.a * self.b * branch
        return rewards

    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        value = self.value_of_unit(prize_minor, tree.contributed)
        if value == 0:
            return [0] * len(tree)
        sums = _sums(self.a, tree)
        # how many branches bring the cap, and the sum of the others between its two bounds
        at_cap, low, short = [0] * len(tree), [0] * len(tree), [0] * len(tree)
        capped = [False] * len(tree)
        for place, inviter in enumerate(tree.inviters):
            if inviter == NOBODY:
                continue
            if self._is_capped(sums, place):
                capped[place] = True
                at_cap[inviter] += 1
            else:
                low[inviter] += sums.low[place]
                short[inviter] += sums.short[place]
        cap, slope = value * self.cap, value * self.a * self.b
        common = cap.denominator * slope.denominator * sums.unit
        cap_units, slope_units = cap.numerator * slope.denominator * sums.unit, slope.numerator * cap.denominator
        paid = []
        for place, branches in enumerate(at_cap):
            fixed = branches * cap_units
            least = (fixed + slope_units * low[place]) // common
            most = (fixed + slope_units * (low[place] + short[place])) // common
            if most != least:
                others = [recruit for recruit in sums.recruits(place) if not capped[recruit]]
                least = sums.settle_floor(least, most, line=Line(fixed=branches * cap, slope=slope), of=others)
            paid.append(least)
        return paid

    def _is_capped(self, sums: DiscountedSums, place: int) -> bool:
        limit, low = self._capped_from, sums.low[place]
        at_limit = limit.numerator * sums.unit
        if low * limit.denominator >= at_limit:
            return True
        if (low + sums.short[place]) * limit.denominator < at_limit:
            return False
        return sums.sign({place: Fraction(1)}, against=limit) >= 0


def _most_weight(discount: Fraction, *, include_own: bool) -> Fraction:
    """Give the b with which the members earn as much as was contributed, and never more."""
    return 1 - discount if include_own else (1 - discount) / discount


def _sums(discount: Fraction, tree: Tree[P]) -> DiscountedSums:
    return DiscountedSums(
        inviters=tree.inviters,
        contributions=tree.contributions,
        denominator=discount.denominator,
        step=cache(lambda own: Step(added=Fraction(own), kept=discount)),
    )
