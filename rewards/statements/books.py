"""Books: a campaign's whole ledger for whoever keeps its accounts. PURE.

An *entry* is one transfer: money leaves the debited account and enters the credited one. A participant's account is
named by the pseudonym that the public ledger uses; the person's name stands beside it where the reader may know it.
Dates are those of the booking, so a month that is over never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from rewards.statements.wording import label_of, say_mechanism, say_position


class BookAccount(NamedTuple):
    """An account by its kind and, where it is a participant's, by pseudonym; `person` is empty where not to be told."""

    kind: str
    pseudonym: str = ""
    person: str = ""

    @property
    def name(self) -> str:
        """The name that the ledger has in public."""
        return f"{self.kind}:{self.pseudonym}" if self.pseudonym else self.kind


class Share(NamedTuple):
    """What an entry about a settlement is about; `position` is the person's distance from the finder."""

    settlement_id: str
    finding_id: str
    objective: str
    mechanism: str
    mechanism_version: int | None
    position: int | None
    chain_length: int


class Entry(NamedTuple):
    """One transfer."""

    booked_at: datetime
    reason: str
    debit: BookAccount
    credit: BookAccount
    amount_minor: int
    share: Share | None = None
    funding_id: str = ""
    refund_id: str = ""
    payout_id: str = ""
    provider: str = ""
    reference: str = ""

    @property
    def person(self) -> str:
        """Whom it concerns, as far as the reader may know."""
        return self.credit.person or self.debit.person


class Standing(NamedTuple):
    """What the ledger's own totals say of an account, in minor units."""

    account: BookAccount
    debits_minor: int
    credits_minor: int


@dataclass(frozen=True)
class Books:
    """A campaign's books as they stood at one moment; what is long is read when it is asked for, as often as it is."""

    slug: str
    title: str
    currency: str
    zone: tzinfo
    opened_on: date
    made_at: datetime
    entries: Callable[[], Iterator[Entry]]
    standings: Callable[[], Iterator[Standing]]

    def day_of(self, entry: Entry) -> date:
        # A clock that was set back must not put an entry before the opening of its accounts.
        return max(entry.booked_at.astimezone(self.zone).date(), self.opened_on)


def narrate(entry: Entry) -> str:
    """Tell in one line what an entry is."""
    share = entry.share
    about: Iterable[str] = (entry.provider, entry.reference)
    if share is not None:
        about = (
            share.objective,
            say_position(share.position),
            say_mechanism(share.mechanism, share.mechanism_version),
        )
    told = ", ".join(part for part in about if part)
    return f"{label_of(entry.reason)}: {told}" if told else label_of(entry.reason)
