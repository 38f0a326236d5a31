"""Tally: what the reviewers of one round say, and when that decides. Pure.

So many are asked; more than two thirds of them on one side decide. Where neither side can get there any more the
round is disputed, and one organizer decides alone. Somebody who votes beyond the number asked, because fewer are
asked by now than when the round began, counts as asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Tally:
    """The votes of one round: how many reviewers are asked, and how many of them found it true, or false or unfit."""

    asked: int
    for_it: int = 0
    against: int = 0

    def __post_init__(self) -> None:
        if self.asked < 1 or self.for_it < 0 or self.against < 0:
            raise ValueError(f"no such votes: {self}")
        object.__setattr__(self, "asked", max(self.asked, self.cast))

    @property
    def cast(self) -> int:
        return self.for_it + self.against

    @property
    def left(self) -> int:
        return self.asked - self.cast

    @property
    def majority(self) -> int:
        """How many votes are more than two thirds of those asked."""
        return 2 * self.asked // 3 + 1

    @property
    def outcome(self) -> bool | None:
        """True or false once a side has it."""
        if self.for_it >= self.majority:
            return True
        if self.against >= self.majority:
            return False
        return None

    @property
    def is_disputed(self) -> bool:
        return max(self.for_it, self.against) + self.left < self.majority

    @property
    def is_for_one(self) -> bool:
        """Whether the next to speak decides alone, without a vote."""
        return self.is_disputed or (self.asked == 1 and not self.cast)

    @property
    def places(self) -> int:
        """How many reviewers can look at it at the same time."""
        return 1 if self.is_disputed else max(self.left, 1)

    def with_vote(self, *, for_it: bool) -> Tally:
        return replace(self, for_it=self.for_it + for_it, against=self.against + (not for_it))
