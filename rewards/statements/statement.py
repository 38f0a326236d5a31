"""Statement: a person's money, line by line, each with its reason; the lines add up to the ledger's accounts. PURE.

A *line* is one change of one of a person's accounts; a transfer between two of their own accounts has two. A *section*
is what a document says of one campaign and one currency. What is owed grows by a positive amount, as its balance does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from itertools import groupby
from typing import NamedTuple, Self


class Balances(NamedTuple):
    """What stands on a person's accounts in one campaign, in minor units; `owed` is a debt."""

    held: int = 0
    payable: int = 0
    in_payout: int = 0
    paid: int = 0
    owed: int = 0

    def changed(self, account: str, amount_minor: int) -> Self:
        """Give what stands there after one account has changed."""
        name = name_of(account)
        return self._replace(**{name: getattr(self, name) + amount_minor})


def name_of(account: str) -> str:
    """Name an account as people are shown it: what the ledger calls owed_by is owed."""
    return "owed" if account == "owed_by" else account


def change_of(account: str, *, is_credit: bool, amount_minor: int) -> int:
    """Say by how much a transfer changes the balance of an account; a debt grows by what leaves it."""
    return amount_minor if is_credit != (account == "owed_by") else -amount_minor


@dataclass(frozen=True)
class OnChain:
    """Somebody on the chain of a prize, and what of it was theirs."""

    above_finder: int
    display_name: str
    is_me: bool
    amount_minor: int


@dataclass(frozen=True)
class Prize:
    """The prize that a line is about: for what, and how it was split; `people` are those who got some, and oneself."""

    objective: str
    minor: int
    remainder_minor: int
    people: tuple[OnChain, ...]
    releases_at: datetime | None
    reversed_at: datetime | None
    reversal_reason: str


@dataclass(frozen=True)
class Line:
    """One change of one account; `after` is what stands on all of the person's accounts after the whole transfer."""

    transfer_id: int
    at: datetime
    booked_at: datetime
    campaign_slug: str
    campaign_title: str
    currency: str
    account: str
    amount_minor: int
    after: Balances
    what: str
    why: str
    settlement_id: str | None = None
    payout_id: str | None = None
    position: int | None = None
    chain_length: int | None = None
    mechanism: str = ""
    mechanism_version: int | None = None
    prize: Prize | None = None


@dataclass(frozen=True)
class Period:
    """Days in each campaign's own zone, the last one not included; None is open."""

    since: date | None = None
    until: date | None = None

    def begins(self, zone: tzinfo) -> datetime | None:
        return None if self.since is None else datetime.combine(self.since, time.min, tzinfo=zone)

    def ends(self, zone: tzinfo) -> datetime | None:
        return None if self.until is None else datetime.combine(self.until, time.min, tzinfo=zone)

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None


@dataclass(frozen=True)
class Section:
    """What a document says of one campaign: `lines` gives them anew at every call, the oldest first."""

    campaign_slug: str
    campaign_title: str
    currency: str
    zone: tzinfo
    person: str
    opening: Balances
    lines: Callable[[], Iterator[Line]]


@dataclass(frozen=True)
class Statement:
    """Everything that a document says to one person."""

    made_at: datetime
    period: Period
    sections: tuple[Section, ...]


def by_transfer(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Put the lines of each transfer together; they stand next to each other."""
    for _, together in groupby(lines, key=lambda line: line.transfer_id):
        yield list(together)
