"""The tree family: what everybody did in a period pays everyone in the tree out of one pool.

A Tree has its members in an order in which every inviter stands before those they invited, which joining
gives for free. A rule says what each member earns in units of contribution, R(u), and promises that all of
them together earn at most Φ times what was contributed. The pool then pays R(u) times the value of a unit:
the pool divided by Φ·C, or the fixed value that the terms name if that is less. What flooring leaves, and the
share of a skipped member (quarantined, withdrawn), goes to the remainder and never to anybody else.

A rule is written down twice. `gather` and `reward` are its definition in exact fractions, one member at a
time: the numbers grow with the depth of the tree. `amounts` computes the same to the cent in one pass.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Generic, Literal, TypeVar

from campaigns.errors import InvalidInput
from rewards.mechanisms.allocation import Allocation, Share
from rewards.mechanisms.mechanism import Mechanism
from rewards.mechanisms.terms import MAX_PRIZE_MINOR, check_prize_minor, read_whole, refused, shown

P = TypeVar("P", bound=Hashable)

# A billion verified points of one person in one period: more is a mistake in what was sent.
MAX_CONTRIBUTION = 10**9
NOBODY = -1
"""Stands for the inviter of somebody whom nobody invited."""


@dataclass(frozen=True, slots=True)
class Tree(Generic[P]):
    """A period: who is there, where their inviter stands (or NOBODY), and what each contributed.

    came_at: where each stood in the list that the tree was read from, for refusals, if not in this order.
    """

    members: Sequence[P]
    inviters: Sequence[int]
    contributions: Sequence[int]
    came_at: Sequence[int] | None = None

    def __post_init__(self) -> None:
        if not len(self.members) == len(self.inviters) == len(self.contributions):
            raise ValueError("members, inviters and contributions are not equally many")
        for place, (inviter, own) in enumerate(zip(self.inviters, self.contributions, strict=True)):
            if not NOBODY <= inviter < place:
                raise self.refusal(place, "inviter", "stands before their inviter, or has none that exists")
            if type(own) is not int or not 0 <= own <= MAX_CONTRIBUTION:
                raise self.refusal(
                    place,
                    "contribution",
                    f"has a contribution of {shown(own)}; it is a whole number from 0 to {MAX_CONTRIBUTION:,}",
                )

    def __len__(self) -> int:
        return len(self.members)

    def refusal(self, place: int, key: str, what: str, **data: Any) -> InvalidInput:
        """Make the refusal of a part of what was said about one member."""
        listed = place if self.came_at is None else self.came_at[place]
        return refused(
            f"{shown(self.members[place])} {what}.", field=f"tree/{listed}/{key}", code="invalid_tree", **data
        )

    @property
    def contributed(self) -> int:
        return sum(self.contributions)

    def subtree_contributions(self) -> list[int]:
        """Give C(T_u): what each member and everybody below them contributed."""
        sums = list(self.contributions)
        for place in range(len(sums) - 1, 0, -1):
            inviter = self.inviters[place]
            if inviter != NOBODY:
                sums[inviter] += sums[place]
        return sums

    def recruits(self) -> list[list[int]]:
        """Give the places of those whom each member invited."""
        lists: list[list[int]] = [[] for _ in self.members]
        for place, inviter in enumerate(self.inviters):
            if inviter != NOBODY:
                lists[inviter].append(place)
        return lists


class TreeMechanism(Mechanism):
    """A rule that gives each member their reward from what the tree below them contributed."""

    family: ClassVar[Literal["tree"]] = "tree"

    @property
    @abstractmethod
    def most_paid(self) -> Fraction:
        """Give Φ: all members together earn at most this times what was contributed."""

    @abstractmethod
    def gather(self, own: int, below: Sequence[Any]) -> Any:
        """Give what a member's inviter has to know of them, made from the same of those whom they invited."""

    @abstractmethod
    def reward(self, own: int, below: Sequence[Any], total: int) -> Fraction:
        """Give R of one member from their contribution, what their recruits handed up, and everybody's total."""

    @property
    def unit_value(self) -> int | None:
        """The fixed value of a unit of contribution in minor units, where the terms name one."""
        return None

    @property
    def scales_with_prize(self) -> bool:
        return self.unit_value is None

    def value_of_unit(self, prize_minor: int, total: int) -> Fraction:
        """Give the minor units paid for one unit of R where `total` was contributed."""
        if total == 0:
            return Fraction(0)
        from_pool = prize_minor / (self.most_paid * total)
        return from_pool if self.unit_value is None else min(from_pool, Fraction(self.unit_value))

    def budget_bound(self, prize_minor: int) -> int:
        return check_prize_minor(prize_minor)

    def exact_rewards(self, tree: Tree[P]) -> tuple[Fraction, ...]:
        """Give R of everybody by the definition, for small trees: the fractions grow with the depth."""
        handed_up: list[list[Any]] = [[] for _ in tree.members]
        total = tree.contributed
        rewards: list[Fraction] = [Fraction(0)] * len(tree)
        for place in range(len(tree) - 1, -1, -1):
            own, below_them = tree.contributions[place], handed_up[place]
            rewards[place] = self.reward(own, below_them, total)
            if tree.inviters[place] != NOBODY:
                handed_up[tree.inviters[place]].append(self.gather(own, below_them))
        return tuple(rewards)

    @abstractmethod
    def rewards_kept(self, tree: Tree[P]) -> list[Fraction | None]:
        """Give R of everybody in one pass, and None for whose fraction is too long to be kept whole."""

    @abstractmethod
    def gathered(self, tree: Tree[P]) -> list[Any]:
        """Give in one pass what each member hands up; a fraction too long to be kept is a hair less than the truth."""

    @abstractmethod
    def amounts(self, prize_minor: int, tree: Tree[P]) -> list[int]:
        """Give the whole minor units paid to each member, exactly, in one pass over the tree."""

    def check_tree(self, tree: Tree[P]) -> None:
        """Refuse a tree that these terms cannot pay."""

    def allocate(self, prize_minor: int, tree: Tree[P], *, skipped: Collection[P] = ()) -> Allocation[P]:
        """Split a period's pool over its tree; the shares stand in the order of the members."""
        self.check_prize(prize_minor)
        self.check_tree(tree)
        passed_over = frozenset(skipped)
        amounts = self.amounts(prize_minor, tree)
        return Allocation.of(
            prize_minor=prize_minor,
            shares=[
                Share(member, 0 if member in passed_over else amount)
                for member, amount in zip(tree.members, amounts, strict=True)
            ],
        )


def read_unit_value(given: dict[str, object]) -> int | None:
    """Read `unit_minor` of the terms."""
    if "unit_minor" not in given:
        return None
    return _check_unit_value(given["unit_minor"])


def check_unit_value(unit_minor: int | None) -> None:
    """Refuse a fixed value of a unit that is out of bounds."""
    if unit_minor is not None:
        _check_unit_value(unit_minor)


def _check_unit_value(value: object) -> int:
    return read_whole(value, field="terms/unit_minor", least=1, most=MAX_PRIZE_MINOR, what="The value of a unit")


def write_unit_value(unit_minor: int | None) -> dict[str, Any]:
    """Write `unit_minor` for JSON, or nothing where it is left out."""
    return {} if unit_minor is None else {"unit_minor": unit_minor}


UNIT_SCHEMA: dict[str, Any] = {
    "description": (
        "The most that one unit of reward is worth, in minor units. Left out, the whole pool is divided by the"
        " greatest reward that the terms allow."
    ),
    "type": "integer",
    "minimum": 1,
    "maximum": MAX_PRIZE_MINOR,
}
