"""`split_contract`: everyone chooses what the people they invite hand up to them, and the whole prize is paid.

The finder is handed the prize. Over each edge goes the fraction that the inviter set on their link, at most the
organizer's limit, and frozen when the recruit accepted; the rest is kept, and the root of the tree keeps whatever
reaches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import Any, ClassVar, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism, check_edge_splits, check_height
from rewards.mechanisms.mechanism import terms_schema
from rewards.mechanisms.rounding import share_by_splits
from rewards.mechanisms.terms import (
    check_fraction_size,
    check_prize_minor,
    fraction_schema,
    read_fraction,
    read_object,
    refused,
)


@dataclass(frozen=True)
class SplitContract(ChainMechanism):
    """A recruit hands up `default_split` where nobody chose otherwise, and never more than `max_split`."""

    default_split: Fraction
    max_split: Fraction

    name: ClassVar[str] = "split_contract"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Everyone sets, on their own link, what fraction of their reward a recruit hands up; the whole prize is paid."
    )
    # whoever stands at the top keeps what on a longer path would be handed on
    depends_on_height: ClassVar[bool] = True
    # a finder who hands up more than half gets less than the inviter
    nearer_never_gets_less: ClassVar[bool] = False
    shares_out_the_rest: ClassVar[bool] = True
    uses_edge_splits: ClassVar[bool] = True
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=False,
        rewards_recruiting=True,
        reference="Cebrian et al., Finding Red Balloons with Split Contracts, STOC 2012",
    )

    def __post_init__(self) -> None:
        check_fraction_size(self.max_split, field="terms/max_split")
        check_fraction_size(self.default_split, field="terms/default_split")
        if not 0 <= self.max_split <= 1:
            raise refused(
                f"The greatest split must be from 0 to 1; it is {self.max_split}. Nobody can hand up more than"
                " they were given.",
                field="terms/max_split",
                least="0",
                most="1",
            )
        if not 0 <= self.default_split <= self.max_split:
            raise refused(
                f"The default split must be from 0 to {self.max_split}, the greatest that is allowed; it is"
                f" {self.default_split}.",
                field="terms/default_split",
                least="0",
                most=str(self.max_split),
            )

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return terms_schema(
            title="Terms of the split contract",
            properties={
                "default_split": fraction_schema(
                    "The fraction that a recruit hands up where their inviter chose nothing: at most the greatest"
                    " split, and without a word 1/2 or the greatest split where that is less.",
                    whole=[0, 1],
                ),
                "max_split": fraction_schema(
                    "The greatest fraction that anybody may ask their recruits for.", whole=[0, 1], default="1"
                ),
            },
            examples=[{"default_split": "1/2", "max_split": "1"}, {"default_split": "1/4", "max_split": "1/2"}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("default_split", "max_split"))
        max_split = read_fraction(given.get("max_split", 1), field="terms/max_split")
        if "default_split" not in given:
            return cls(default_split=min(Fraction(1, 2), max_split), max_split=max_split)
        default_split = read_fraction(given["default_split"], field="terms/default_split")
        return cls(default_split=default_split, max_split=max_split)

    def to_json(self) -> dict[str, Any]:
        return {"default_split": str(self.default_split), "max_split": str(self.max_split)}

    def budget_bound(self, prize_minor: int) -> int:
        return check_prize_minor(prize_minor)

    def along(self, edge_splits: Sequence[Fraction | None], *, height: int) -> SplitContract:
        check_edge_splits(edge_splits, height=height)
        if not edge_splits:
            return self
        return _OnOnePath(
            default_split=self.default_split,
            max_split=self.max_split,
            frozen=tuple(self.default_split if split is None else min(split, self.max_split) for split in edge_splits),
        )

    def splits(self, height: int) -> Iterable[Fraction]:
        """Give what is handed up over each edge of a path, the finder's edge first."""
        check_height(height)
        return repeat(self.default_split, height - 1)

    def part_at(self, distance: int, height: int) -> Fraction:
        return self.exact_amounts(1, height)[distance]

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        reached = Fraction(prize)
        kept: list[Fraction] = []
        for split in self.splits(height):
            kept.append(reached * (1 - split))
            reached *= split
        return (*kept, reached)

    def amounts(self, prize_minor: int, height: int) -> tuple[int, ...]:
        check_prize_minor(prize_minor)
        return share_by_splits(total=prize_minor, splits=self.splits(height))


@dataclass(frozen=True)
class _OnOnePath(SplitContract):
    """The contract on one path: `frozen` is what is handed up over each of its edges, limits applied."""

    frozen: tuple[Fraction, ...]

    def splits(self, height: int) -> Iterable[Fraction]:
        if height != len(self.frozen) + 1:
            raise ValueError(f"this path has {len(self.frozen) + 1} people, not {height}")
        return self.frozen
