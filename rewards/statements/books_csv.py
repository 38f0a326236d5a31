"""A campaign's books as CSV: a row for every transfer, the oldest first. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from rewards.statements.amounts import exact
from rewards.statements.books import Books, Entry
from rewards.statements.tables import csv_pieces, words

COLUMNS = (
    "number", "booked_at", "reason", "debit", "debit_person", "credit", "credit_person", "amount", "currency",
    "objective", "chain_position", "chain_length", "mechanism", "mechanism_version", "finding", "settlement",
    "funding", "refund", "payout", "provider", "reference",
)  # fmt: skip


def write_books(books: Books) -> Iterator[str]:
    """Write the books as CSV, piece by piece."""
    return csv_pieces(COLUMNS, (_row(number, entry, books) for number, entry in enumerate(books.entries(), start=1)))


def _row(number: int, entry: Entry, books: Books) -> tuple[str, ...]:
    share = entry.share
    return (
        str(number),
        entry.booked_at.astimezone(books.zone).isoformat(timespec="seconds"),
        entry.reason,
        entry.debit.name,
        words(entry.debit.person),
        entry.credit.name,
        words(entry.credit.person),
        exact(entry.amount_minor, books.currency),
        books.currency,
        words(share.objective) if share else "",
        _number(share.position) if share else "",
        _number(share.chain_length) if share else "",
        words(share.mechanism) if share else "",
        _number(share.mechanism_version) if share else "",
        share.finding_id if share else "",
        share.settlement_id if share else "",
        entry.funding_id,
        entry.refund_id,
        entry.payout_id,
        words(entry.provider),
        words(entry.reference),
    )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
