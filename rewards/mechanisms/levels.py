"""`levels`: a list says what each distance from the finder gets; beyond the list nobody is paid.

The entries are fixed amounts in minor units (whole numbers) or fractions of the prize (strings). The whole
list has to fit into the prize, since a long chain uses all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.terms import (
    FRACTION_PATTERN,
    MAX_PRIZE_MINOR,
    check_fraction_size,
    read_fraction,
    read_object,
    read_whole,
    refused,
    shown,
)

MAX_LEVELS = 100


@dataclass(frozen=True)
class Levels(ChainMechanism):
    """The entry at place k is for the person at distance k. All entries are ints, or all are Fractions."""

    levels: tuple[int, ...] | tuple[Fraction, ...]

    name: ClassVar[str] = "levels"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "A list says what the finder gets, what their inviter gets, and so on up; beyond it nobody is paid."
    )
    depends_on_height: ClassVar[bool] = False
    # The list is the organizer's: one that pays an inviter more than the finder is allowed.
    nearer_never_gets_less: ClassVar[bool] = False
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="Tag Challenge, 2012; two-level and percentage referral schemes",
    )

    def __post_init__(self) -> None:
        _check_length(self.levels)
        for k, entry in enumerate(self.levels):
            field = f"terms/levels/{k}"
            if isinstance(entry, Fraction) != isinstance(self.levels[0], Fraction):
                raise refused(
                    "Either every level is a fixed amount (a whole number of minor units) or every level is a"
                    ' fraction of the prize (a string such as "1/10"); this list mixes them.',
                    field=field,
                )
            if isinstance(entry, Fraction):
                check_fraction_size(entry, field=field)
                if entry < 0:
                    raise refused(f"A level must be at least 0; it is {entry}.", field=field, least="0")
            else:
                read_whole(entry, field=field, least=0, most=MAX_PRIZE_MINOR, what="A level in minor units")
        if not self._is_fixed and sum(self.levels) > 1:
            raise refused(
                "The fractions of all levels may add up to at most 1, the whole prize; they add up to more.",
                field="terms/levels",
                most="1",
            )

    @property
    def _is_fixed(self) -> bool:
        return not isinstance(self.levels[0], Fraction)

    @property
    def scales_with_prize(self) -> bool:
        return not self._is_fixed

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        fixed = {"type": "integer", "minimum": 0, "maximum": MAX_PRIZE_MINOR}
        fraction = {"type": "string", "pattern": f"^{FRACTION_PATTERN}$"}
        return terms_schema(
            title="Terms of the split by levels",
            properties={
                "levels": {
                    "description": (
                        "What each distance gets, the finder first: all fixed amounts in minor units, adding"
                        ' up to at most the prize, or all fractions such as "1/10", adding up to at most 1.'
                    ),
                    "anyOf": [
                        {"type": "array", "items": kind, "minItems": 1, "maxItems": MAX_LEVELS}
                        for kind in (fixed, fraction)
                    ],
                }
            },
            required=("levels",),
            examples=[{"levels": [50000, 10000]}, {"levels": ["1/10", "1/50", "1/100"]}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("levels",))
        if "levels" not in given:
            raise refused(
                "The list of levels is missing: what the finder gets, what their inviter gets, and so on.",
                field="terms/levels",
            )
        entries = given["levels"]
        if not isinstance(entries, list | tuple):
            raise refused(f"The levels are a list, not {shown(entries)}.", field="terms/levels")
        _check_length(entries)
        # strings are fractions; what is neither fraction nor whole number is refused when the rule is made
        read: Any = tuple(
            read_fraction(entry, field=f"terms/levels/{k}") if isinstance(entry, str) else entry
            for k, entry in enumerate(entries)
        )
        return cls(levels=read)

    def to_json(self) -> dict[str, Any]:
        return {"levels": [str(entry) if isinstance(entry, Fraction) else entry for entry in self.levels]}

    def check_prize(self, prize_minor: int) -> None:
        super().check_prize(prize_minor)
        levels_minor = int(sum(self.levels)) if self._is_fixed else 0
        if levels_minor > prize_minor:
            raise refused(
                f"The levels add up to {levels_minor} minor units, more than the prize of {prize_minor}."
                " They may add up to at most the prize.",
                field="terms/levels",
                code="levels_exceed_prize",
                levels_minor=levels_minor,
                prize_minor=prize_minor,
            )

    def budget_bound(self, prize_minor: int) -> int:
        return sum(self.amounts(prize_minor, len(self.levels)))

    def part_at(self, distance: int, height: int) -> Fraction | int:
        if distance < len(self.levels):
            return self.levels[distance]
        return 0 if self._is_fixed else Fraction(0)

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        listed = (prize * entry if isinstance(entry, Fraction) else Fraction(entry) for entry in self.levels[:height])
        return (*listed, *(Fraction(0),) * (height - len(self.levels)))


def _check_length(entries: Sequence[object]) -> None:
    if not 1 <= len(entries) <= MAX_LEVELS:
        raise refused(
            f"The list needs 1 to {MAX_LEVELS} levels; it has {len(entries):,}.",
            field="terms/levels",
            least=1,
            most=MAX_LEVELS,
        )
