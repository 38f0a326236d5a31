"""A campaign's books: CSV that adds up to the ledger, and Beancount text that Beancount itself finds in order."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Balance, Directive, Open, Transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.people.models import Role
from rewards.ledger.models import Account, Transfer
from rewards.ledger.pseudonyms import pseudonym
from rewards.statements import beancount, books_csv, ledger_reading
from rewards.statements.amounts import exact
from rewards.statements.books import BookAccount, Books, Entry, Share, Standing
from rewards.statements.tables import gathered
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT
from tests.statements.reading_back import minor_of
from tests.statements.story import Story, tell

KINDS = ("world", "escrow", "charity", "solidarity", "owed_back")
PERSONAL_KINDS = ("held", "payable", "in_payout", "paid", "owed_by")


def text_of(campaign_slug: str, form: str, caller: Caller, **query: str) -> str:
    answer = caller.call("GET", f"/campaigns/{campaign_slug}/books/", {"format": form, **query})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def keeper_of(story: Story) -> Caller:
    """Somebody who keeps the campaign's books and organizes nothing."""
    keeper = cast.make_user("tess")
    Role.objects.create(campaign=story.campaign, user=keeper, kind="treasurer")
    return Caller(keeper)


def bean_check(path: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run Beancount's own check."""
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "beancount.scripts.check", "--no-cache", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def load(text: str) -> list[Directive]:
    """Load Beancount text as its own programs do, and see that nothing is wrong with it."""
    entries, errors, _ = loader.load_string(text, dedent=False)
    assert errors == []
    return list(entries)


@pytest.fixture
def books_of(db: None) -> Callable[[str], tuple[Story, str]]:
    def told(currency: str) -> tuple[Story, str]:
        story = tell(currency)
        return story, text_of(story.campaign.slug, "beancount", keeper_of(story))

    return told


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_beancount_finds_the_books_in_order(
    books_of: Callable[[str], tuple[Story, str]], currency: str, tmp_path: Path
) -> None:
    story, text = books_of(currency)
    checked = bean_check(tmp_path / "books.beancount", text)
    assert (checked.returncode, checked.stderr, checked.stdout) == (0, "", "")
    entries = load(text)
    transactions = [entry for entry in entries if isinstance(entry, Transaction)]
    assert len(transactions) == Transfer.objects.filter(campaign=story.campaign).count()
    assert {tag for entry in transactions for tag in entry.tags} == set(Transfer.Reason.values)
    balances = {entry.account: entry.amount for entry in entries if isinstance(entry, Balance)}
    assert balances.keys() == {entry.account for entry in entries if isinstance(entry, Open)}
    for account in Account.objects.filter(campaign=story.campaign):
        owner = "" if account.participant_id is None else pseudonym(participant_id=account.participant_id)
        amount = balances.pop(beancount.account_of(BookAccount(account.kind, owner)))
        assert str(amount.number) == exact(account.debits_minor - account.credits_minor, currency)
        assert amount.currency == currency
    assert balances == {}


def damages(text: str) -> Iterator[tuple[str, str]]:
    """Name copies of the books with one thing wrong in each, by one minor unit where that is enough."""
    yield (
        "a posting",
        re.sub(
            r"(?m)^(  Equity:Escrow  )(\d+)(\.\d+)? ", lambda m: f"{m[1]}{int(m[2]) + 1}{m[3] or ''} ", text, count=1
        ),
    )
    unit = re.compile(r"(?m)^(\d{4}-\d\d-\d\d balance Equity:Escrow  -?[\d.]*)(\d)( ~ 0)")
    yield "a balance", unit.sub(lambda m: f"{m[1]}{(int(m[2]) + 1) % 10}{m[3]}", text)
    first = re.search(r"(?ms)^\d{4}-\d\d-\d\d \* .*?\n\n", text)
    assert first is not None
    yield "a transaction lost", text.replace(first[0], "", 1)
    yield "a transaction twice", text.replace(first[0], first[0] * 2, 1)
    yield "an account never opened", re.sub(r"(?m)^\S+ open Liabilities:Charity .*\n", "", text)


def test_beancount_refuses_damaged_books(
    books_of: Callable[[str], tuple[Story, str]], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    _, text = books_of("KWD")
    for name, damaged in damages(text):
        with subtests.test(name):
            assert damaged != text
            assert bean_check(tmp_path / "damaged.beancount", damaged).returncode != 0


def test_the_funds_are_what_is_at_hand(books_of: Callable[[str], tuple[Story, str]]) -> None:
    """What came in less what was given back and paid out is what all others may claim, but for debts."""
    _, text = books_of("USD")
    balances = [entry for entry in load(text) if isinstance(entry, Balance)]
    funds = sum(minor_of(str(b.amount.number), "USD") for b in balances if b.account.startswith("Assets:Funds"))
    claims = sum(minor_of(str(b.amount.number), "USD") for b in balances if b.account.startswith(("Equity", "Liab")))
    owed = sum(minor_of(str(b.amount.number), "USD") for b in balances if b.account.startswith("Assets:OwedBy"))
    assert funds + owed == -claims
    assert funds == 1_600_000 + 900 - 300 - 25_000


@pytest.mark.django_db
def test_the_csv_adds_up_to_the_ledger() -> None:
    story = tell("KWD")
    text = text_of(story.campaign.slug, "csv", keeper_of(story))
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["number"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        minor = minor_of(row["amount"], "KWD")
        totals[row["debit"]][0] += minor
        totals[row["credit"]][1] += minor
        assert datetime.fromisoformat(row["booked_at"]).utcoffset() == timedelta(hours=9)
    for account in Account.objects.filter(campaign=story.campaign):
        owner = "" if account.participant_id is None else pseudonym(participant_id=account.participant_id)
        counted = totals.pop(BookAccount(account.kind, owner).name, [0, 0])
        assert counted == [account.debits_minor, account.credits_minor]
    assert not totals
    share = next(row for row in rows if row["reason"] == "share")
    assert (share["objective"], share["chain_position"], share["chain_length"]) == ("Balloon 1", "0", "4")
    assert (share["mechanism"], share["mechanism_version"], share["credit_person"]) == ("recursive", "1", "'=1+1")
    refund = next(row for row in rows if row["reason"] == "refund")
    assert refund["reference"] == '\'-2+3 back to "us"'


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "beancount"])
def test_without_names_the_books_name_nobody(form: str) -> None:
    story = tell()
    keeper = keeper_of(story)
    assert "Ελένη" in text_of(story.campaign.slug, form, keeper)
    text = text_of(story.campaign.slug, form, keeper, people="pseudonyms")
    assert "Ελένη" not in text
    assert pseudonym(participant_id=story.root.pk) in text
    assert keeper.refused("GET", f"/campaigns/{story.campaign.slug}/books/", {"people": "all"}) == (
        400,
        "unknown_people",
    )


@pytest.mark.django_db
def test_the_books_are_of_one_moment_while_money_moves(tmp_path: Path) -> None:
    """What is booked while the books are being written is in none of them."""
    story = tell()
    books = ledger_reading.read_books(campaign=story.campaign, names_people=True, at=MOMENT)
    pieces = beancount.write_books(books)
    begun = list(islice(pieces, 5))
    cast.fund(story.campaign, 12_345)
    cast.join_in_turn(story.campaign, "newcomer", under=story.root)
    text = "".join([*begun, *pieces])
    assert bean_check(tmp_path / "books.beancount", text).returncode == 0
    assert "123.45" not in text
    later = "".join(
        beancount.write_books(ledger_reading.read_books(campaign=story.campaign, names_people=True, at=MOMENT))
    )
    assert bean_check(tmp_path / "books.beancount", later).returncode == 0
    assert "123.45" in later


@pytest.mark.django_db
def test_books_longer_than_a_page_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_reading, "AT_ONCE", 3)
    story = tell()
    text = text_of(story.campaign.slug, "beancount", keeper_of(story))
    assert bean_check(tmp_path / "books.beancount", text).returncode == 0
    count = Transfer.objects.filter(campaign=story.campaign).count()
    assert len([entry for entry in load(text) if isinstance(entry, Transaction)]) == count


@pytest.mark.django_db
def test_books_without_any_money_are_in_order(tmp_path: Path) -> None:
    campaign = cast.draft_campaign()
    text = text_of(campaign.slug, "beancount", Caller(cast.organizer_of(campaign)))
    assert bean_check(tmp_path / "books.beancount", text).returncode == 0
    table = text_of(campaign.slug, "csv", Caller(cast.organizer_of(campaign)))
    assert table.strip() == ",".join(books_csv.COLUMNS)


words = st.text(max_size=30) | st.sampled_from(
    ['"', "\\", 'a"b\\', "\\n", "=1", ";x", "#tag ^link", "\n2026-01-01 open"]
)
accounts = st.builds(BookAccount, st.sampled_from(KINDS), st.just(""), st.just("")) | st.builds(
    BookAccount, st.sampled_from(PERSONAL_KINDS), st.sampled_from(["0a" * 8, "f1" * 8]), words
)
shares = st.builds(
    Share,
    st.uuids().map(str),
    st.uuids().map(str),
    words,
    words,
    st.none() | st.integers(1, 9),
    st.none() | st.integers(0, 40),
    st.integers(1, 40),
)
entries = st.builds(
    Entry,
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone comes with it
    st.sampled_from(["share", "payout_paid", "something_new"]),
    accounts,
    accounts,
    st.integers(1, 10**15),
    st.none() | shares,
    funding_id=st.just("") | st.uuids().map(str),
    refund_id=st.just(""),
    payout_id=st.just("") | st.uuids().map(str),
    reference=words,
    provider=words,
)


@settings(max_examples=25)
@given(st.lists(entries, max_size=8), words, st.sampled_from(["USD", "JPY", "KWD"]))
def test_any_transfers_make_books_that_beancount_loads(told: list[Entry], title: str, currency: str) -> None:
    """Whatever people write: no text of theirs becomes a directive."""
    told = [entry for entry in told if entry.debit.name != entry.credit.name]
    totals: dict[str, Standing] = {}
    for entry in told:
        for account, debit, credit in (
            (entry.debit, entry.amount_minor, 0),
            (entry.credit, 0, entry.amount_minor),
        ):
            had = totals.get(account.name, Standing(account, 0, 0))
            totals[account.name] = Standing(account, had.debits_minor + debit, had.credits_minor + credit)
    books = Books(
        slug="s",
        title=title,
        currency=currency,
        zone=UTC,
        opened_on=date(1990, 1, 1),
        made_at=MOMENT,
        entries=lambda: iter(told),
        standings=lambda: iter(totals.values()),
    )
    loaded = load("".join(beancount.write_books(books)))
    assert len([entry for entry in loaded if isinstance(entry, Transaction)]) == len(told)
    assert len([entry for entry in loaded if isinstance(entry, Balance)]) == len(totals)
    rows = list(csv.DictReader(io.StringIO("".join(books_csv.write_books(books)), newline=""), strict=True))
    assert [minor_of(row["amount"], currency) for row in rows] == [entry.amount_minor for entry in told]
    assert not any(
        row[name].startswith(("=", "+", "-", "@")) for row in rows for name in ("credit_person", "reference")
    )


def test_a_clock_set_back_puts_no_entry_before_its_accounts() -> None:
    entry = Entry(datetime(2026, 1, 1, tzinfo=UTC), "funding", BookAccount("world"), BookAccount("escrow"), 5)
    standings = [Standing(entry.debit, 5, 0), Standing(entry.credit, 0, 5)]
    books = Books("s", "t", "USD", UTC, date(2026, 1, 2), MOMENT, lambda: iter([entry]), lambda: iter(standings))
    load("".join(beancount.write_books(books)))
    earlier = replace(books, opened_on=date(2025, 1, 2))
    load("".join(beancount.write_books(earlier)))


def test_small_pieces_are_sent_together() -> None:
    sent = list(gathered(("é" for _ in range(100)), at_least=40))
    assert b"".join(sent).decode() == "é" * 100
    assert len(sent) == 3
