"""Posting: the same transfers from one account to the same number of others, ours beside those of django-hordak.

The transfers are shares: a finding of somebody without an inviter pays them its whole prize out of escrow. Finding and
settlement, which hordak has not, are there before anything is measured. Both sides keep their laws: a transfer of ours
is checked against its settlement and changes the totals of both accounts; a transaction of hordak's has legs in the
currency of their accounts that sum to zero. Both commit to the disk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from django.utils import timezone

from rewards.ledger.models import Account
from rewards.ledger.operations import Movement
from rewards.settlement.audit import find_differences
from tests.benchmarks.filling import Ledger, balance_minor, quotas_for
from tests.benchmarks.hordak import Hordak, running_hordak
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Say, settle_down
from tests.cast import live_campaign
from tests.planting import plant

PRIZE_MINOR = 1_000
READS = 20


def measure_posting(
    *, sizes: Sequence[int], members: int, postings: int, one_by_one: int, rounds: int, say: Say
) -> Iterator[Row]:
    """Post to ledgers of these sizes, one grown to the next, and read balances in between."""
    at = timezone.now()
    quotas = quotas_for(max(sizes) + len(sizes) * rounds * (postings + one_by_one))
    with tempfile.TemporaryDirectory(prefix="mobilize-hordak-") as folder:
        ledger, places = open_ledger(members, quotas, at)
        with running_hordak(members=members, log=Path(folder) / "hordak.log") as hordak:
            hordak.do("fund", PRIZE_MINOR * sum(quotas))
            turns = _Turns(ledger, places, hordak, say)
            for size in sizes:
                turns.grow(size)
                # Work of one kind, ours and hordak's, in the order of the rows.
                yield turns.row(f"{one_by_one:,} postings one by one", turns.post_singly, one_by_one, rounds)
                yield turns.row(f"{postings:,} postings in one batch", turns.post_batch, postings, rounds)
                yield turns.row("balance of the account that pays all", turns.read_payer, READS, 1)
                yield turns.row("balance of one that is paid", turns.read_paid, READS, 1)
                turns.compare()
    assert not (differences := find_differences(ledger.campaign.pk)), "\n".join(differences[:20])


def open_ledger(members: int, quotas: Sequence[int], at: datetime) -> tuple[Ledger, list[int]]:
    """Open our books for members whom nobody invited; gives their ids as well."""
    campaign = live_campaign(
        [(PRIZE_MINOR, quota) for quota in quotas], mechanism="finder_only", at=at - timedelta(hours=1)
    )
    places = plant(campaign, inviters=[-1] * members, joined_at=[at] * members, at=at)
    return Ledger(campaign, chains={place: (place,) for place in places}, claimed=(), at=at), places


class _Turns:
    """Both sides, doing the same one after the other; `_next` is whose turn it is to be paid."""

    def __init__(self, ledger: Ledger, places: list[int], hordak: Hordak, say: Say) -> None:
        self._ledger = ledger
        self._places = places
        self._hordak = hordak
        self._say = say
        self._next = count()
        self._posted = 0
        self._size = 0
        self._rounds = 0

    def grow(self, size: int) -> None:
        """Have both ledgers hold so many transfers, the first of them the money that came in."""
        transfers = max(0, size - self._ledger.transfers)
        for _ in self._ledger.grow((self._place(n) for n in self._next), transfers=size):
            pass
        settle_down()
        self._hordak.do("fill", self._posted, transfers, PRIZE_MINOR)
        self._posted += transfers
        self._next = count(self._posted)
        self._size = size
        self._say(f"{size:,} transfers between {len(self._places) + 1:,} accounts, ours and hordak's")

    def row(self, what: str, work: Callable[[int], tuple[float, float]], number: int, rounds: int) -> Row:
        """Do this so many times, in some rounds; gives the medians."""
        both = [work(number) for _ in range(rounds)]
        row = Row(
            what=f"{what}, {self._size:,} transfers",
            members=len(self._places),
            ours_seconds=median(ours for ours, _ in both),
            bare_seconds=median(theirs for _, theirs in both),
        )
        self._say(f"  {what}: ours {row.ours_seconds * 1000:.1f} ms, hordak {row.bare_seconds * 1000:.1f} ms")
        return row

    def post_singly(self, number: int) -> tuple[float, float]:
        """Post this many transfers, each in a transaction of its own."""
        members, movements = self._prepare(number)
        return self._in_turn(partial(self._post_each, movements), "post_one_by_one", members)

    def post_batch(self, number: int) -> tuple[float, float]:
        """Post this many transfers in one transaction."""
        members, movements = self._prepare(number)
        return self._in_turn(partial(self._ledger.post, movements), "post_batch", members)

    def read_payer(self, number: int) -> tuple[float, float]:
        """Read escrow's balance again and again."""
        return self._read([None] * number)

    def read_paid(self, number: int) -> tuple[float, float]:
        """Read the balances of some members."""
        step = max(1, len(self._places) // number)
        return self._read([member * step % len(self._places) for member in range(number)])

    def compare(self) -> None:
        """Hold both sides' balances against each other, and ours against what was posted."""
        for member in (None, 0, len(self._places) - 1):
            self._read([member])
        paid = self._posted * PRIZE_MINOR
        held = Account.objects.filter(campaign=self._ledger.campaign, kind="held")
        assert sum(account.balance_minor for account in held) == paid, f"members do not hold the {paid} posted"

    def _place(self, n: int) -> int:
        return self._places[n % len(self._places)]

    def _prepare(self, number: int) -> tuple[list[int], list[Movement]]:
        turns = [next(self._next) for _ in range(number)]
        self._posted += number
        movements = self._ledger.settle([self._place(n) for n in turns])
        return [n % len(self._places) for n in turns], movements

    def _post_each(self, movements: Sequence[Movement]) -> None:
        for movement in movements:
            self._ledger.post([movement])

    def _in_turn(self, ours: Callable[[], None], theirs: str, members: Sequence[int]) -> tuple[float, float]:
        self._rounds += 1
        if self._rounds % 2:
            seconds = time_of(ours)
            return seconds, self._hordak.do(theirs, members, PRIZE_MINOR)
        theirs_seconds = self._hordak.do(theirs, members, PRIZE_MINOR)
        return time_of(ours), theirs_seconds

    def _read(self, members: Sequence[int | None]) -> tuple[float, float]:
        """Read balances of members, escrow's for None, on both sides; gives the medians."""
        both = []
        for member in members:
            account = self._account(member)
            ours = time_of(partial(balance_minor, account))
            seconds, minor = self._hordak.read_balance(member)
            assert minor == balance_minor(account), f"hordak has {minor} on {member}, we have another balance"
            both.append((ours, seconds))
        return median(ours for ours, _ in both), median(theirs for _, theirs in both)

    def _account(self, member: int | None) -> int:
        if member is None:
            return self._ledger.accounts["escrow"]
        return self._ledger.account_of[self._places[member]]
