"""Allocation: how one prize was divided into Shares and a remainder.

Law 0: every share is a whole number of minor units, none is negative, and the shares and the remainder add
up to the prize, always. An Allocation that breaks the law cannot be made.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

P = TypeVar("P", bound=Hashable)


class LawZeroBrokenError(ArithmeticError):
    """A mechanism divided a prize wrongly: a defect of ours, never something the caller can mend."""


@dataclass(frozen=True, slots=True)
class Share(Generic[P]):
    """What one participant gets; 0 for somebody on the path who is paid nothing."""

    participant: P
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Allocation(Generic[P]):
    """One prize, divided. The shares stand in the order of the path, the finder's first."""

    prize_minor: int
    shares: tuple[Share[P], ...]
    remainder_minor: int

    def __post_init__(self) -> None:
        amounts = [share.amount_minor for share in self.shares]
        for amount in (self.prize_minor, self.remainder_minor, *amounts):
            # bool is an int to Python, and True would pass for one cent
            if type(amount) is not int or amount < 0:
                raise LawZeroBrokenError(f"{amount!r} is not a whole number of minor units of at least 0")
        paid = sum(amounts)
        if paid + self.remainder_minor != self.prize_minor:
            raise LawZeroBrokenError(
                f"shares {paid} and remainder {self.remainder_minor} are not the prize {self.prize_minor}"
            )
        if len({share.participant for share in self.shares}) != len(self.shares):
            raise LawZeroBrokenError("somebody has two shares of one prize")

    @classmethod
    def of(cls, *, prize_minor: int, shares: Iterable[Share[P]]) -> Self:
        """Give what the shares leave of the prize to the remainder."""
        shares = tuple(shares)
        left = prize_minor - sum(share.amount_minor for share in shares)
        return cls(prize_minor=prize_minor, shares=shares, remainder_minor=left)

    @property
    def paid_minor(self) -> int:
        """What goes to participants, all together."""
        return self.prize_minor - self.remainder_minor
