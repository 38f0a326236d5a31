"""A statement as CSV: a row for every line, the oldest first, campaign after campaign. PURE.

`amount` is what changed on `account`; the amounts of an account add up to its balance, and the last columns say what
stands on each account after the row's transfer. Amounts carry the decimals of their currency.
"""

from __future__ import annotations

from collections.abc import Iterator

from campaigns.saying import english
from rewards.statements.amounts import exact
from rewards.statements.statement import Balances, Line, Section, Statement, name_of
from rewards.statements.tables import csv_pieces, words
from rewards.statements.wording import label_of

COLUMNS = (
    "at", "booked_at", "campaign", "campaign_title", "account", "amount", "currency", "what", "why", "chain_position",
    "chain_length", "mechanism", "mechanism_version", "settlement", "payout", *Balances._fields,
)  # fmt: skip


def write_statement(statement: Statement) -> Iterator[str]:
    """Write a statement as CSV, piece by piece."""
    rows = (row_of(line, section) for section in statement.sections for line in section.lines())
    return csv_pieces(COLUMNS, rows)


def row_of(line: Line, section: Section) -> tuple[str, ...]:
    """Write one line; times are the campaign's own, with their offset."""
    return (
        line.at.astimezone(section.zone).isoformat(timespec="seconds"),
        line.booked_at.astimezone(section.zone).isoformat(timespec="seconds"),
        line.campaign_slug,
        words(line.campaign_title),
        name_of(line.account),
        exact(line.amount_minor, line.currency),
        line.currency,
        words(label_of(line.what)),
        words(english(line.why)),
        _number(line.position),
        _number(line.chain_length),
        words(line.mechanism),
        _number(line.mechanism_version),
        line.settlement_id or "",
        line.payout_id or "",
        *(exact(minor, line.currency) for minor in line.after),
    )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
