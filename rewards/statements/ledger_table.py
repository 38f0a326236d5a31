"""The ledger as a table that can be exported: the campaign's books, a row for every transfer, the oldest first."""

from __future__ import annotations

from django.utils import timezone

from campaigns.exchange.tables import Column, Rows, Table, counted_by, moment, text
from campaigns.people.doors import ORGANIZER, TREASURER, Scope
from campaigns.planning.models import Campaign
from campaigns.saying import said
from rewards.statements.amounts import exact
from rewards.statements.ledger_reading import read_books


def ledger_rows(campaign: Campaign) -> Rows:
    """Give every transfer with what it is about; organizers and treasurers know whose the pseudonyms are."""
    books = read_books(campaign=campaign, names_people=True, at=timezone.now())
    for number, entry in enumerate(books.entries(), start=1):
        share = entry.share
        yield (
            number,
            entry.booked_at,
            entry.reason,
            entry.debit.name,
            entry.debit.person,
            entry.credit.name,
            entry.credit.person,
            exact(entry.amount_minor, books.currency),
            entry.amount_minor,
            books.currency,
            share.objective if share else None,
            share.position if share else None,
            share.chain_length if share else None,
            share.mechanism if share else None,
            share.mechanism_version if share else None,
            share.finding_id if share else None,
            share.settlement_id if share else None,
            entry.funding_id,
            entry.refund_id,
            entry.payout_id,
            entry.provider,
            entry.reference,
        )


LEDGER = Table(
    name="ledger",
    title=said("Every transfer of the campaign's money, with what it is about"),
    columns=(
        Column("number"), moment("booked_at"), Column("reason"), Column("debit"), text("debit_person"),
        Column("credit"), text("credit_person"), Column("amount"), Column("amount_minor"), Column("currency"),
        text("objective"), Column("chain_position"), Column("chain_length"), text("mechanism"),
        Column("mechanism_version"), Column("finding"), Column("settlement"), Column("funding"), Column("refund"),
        Column("payout"), text("provider"), text("reference"),
    ),
    rows=ledger_rows,
    count=counted_by("SELECT count(*) FROM rewards_transfer WHERE campaign_id = %(campaign)s"),
    scope=Scope.REWARDS_READ,
    roles=(ORGANIZER, TREASURER),
)  # fmt: skip
