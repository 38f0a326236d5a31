"""The only writer of transfers, and money coming in.

Every writer follows one protocol: lock the campaign's escrow, open what accounts are missing, then write all
transfers of the transaction in one statement. The totals trigger locks the escrow of each campaign touched, in the
order of their ids, so nobody deadlocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from campaigns.copying import NULL, copy_lines
from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import lock_campaign
from rewards.ledger.models import MOST_FUNDING_MINOR, Account, Funding, Transfer


class Movement(NamedTuple):
    """A transfer to be written; the fields are the columns."""

    debit_id: int
    credit_id: int
    amount_minor: int
    reason: str
    settlement_id: int | None = None
    funding_id: int | None = None
    refund_id: int | None = None
    payout_id: int | None = None


def open_campaign_accounts(*, campaign_id: int) -> dict[str, int]:
    """Open the campaign's own accounts where they are missing; gives their ids by kind."""
    opened = dict(Account.objects.of_campaign(campaign_id).values_list("kind", "id"))
    if len(opened) < len(Account.OF_CAMPAIGN):
        Account.objects.bulk_create(
            [Account(campaign_id=campaign_id, kind=kind) for kind in Account.OF_CAMPAIGN],
            ignore_conflicts=True,
        )
        opened = dict(Account.objects.of_campaign(campaign_id).values_list("kind", "id"))
    return opened


def lock_escrow(*, campaign_id: int) -> dict[str, int]:
    """Take the campaign's money lock for the rest of the transaction; gives the campaign's accounts by kind."""
    accounts = open_campaign_accounts(campaign_id=campaign_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM rewards_account WHERE id = %s FOR NO KEY UPDATE", [accounts["escrow"]])
    return accounts


def open_participant_accounts(*, campaign_id: int, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Open accounts for (participant id, kind) where they are missing; gives their ids.

    It needs no lock of the caller's: everybody opens in the same order, so nobody deadlocks.
    """
    pairs = sorted(set(wanted))
    if not pairs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FIND_ACCOUNTS, [[pair[0] for pair in pairs]])
        found = {(row[0], row[1]): row[2] for row in cursor.fetchall()}
        missing = [pair for pair in pairs if pair not in found]
        if missing:
            cursor.execute(_OPEN_ACCOUNTS, [campaign_id, [pair[0] for pair in missing], [pair[1] for pair in missing]])
            opened = {(row[0], row[1]): row[2] for row in cursor.fetchall()}
            found |= opened
            if len(opened) < len(missing):
                # Somebody else was opening them at the same time.
                cursor.execute(_FIND_ACCOUNTS, [[pair[0] for pair in missing if pair not in opened]])
                found |= {(row[0], row[1]): row[2] for row in cursor.fetchall()}
    return found


# An array in ascending order is looked up in one pass over the index, a join with it in one for every row.
_FIND_ACCOUNTS = "SELECT participant_id, kind, id FROM rewards_account WHERE participant_id = ANY(%s)"
_OPEN_ACCOUNTS = """
INSERT INTO rewards_account (campaign_id, participant_id, kind)
SELECT %s, wanted.participant_id, wanted.kind
  FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS wanted(participant_id, kind, place)
 ORDER BY wanted.place
    ON CONFLICT DO NOTHING
RETURNING participant_id, kind, id
"""


def post_transfers(*, campaign_id: int, movements: Iterable[Movement]) -> None:
    """Write all transfers of this transaction in one statement.

    Raises django.db.IntegrityError naming the constraint when an account would go below zero.
    """
    post_written_transfers([written_transfers(campaign_id=campaign_id, movements=movements)])


def written_transfers(*, campaign_id: int, movements: Iterable[Movement]) -> str:
    """Write transfers as `post_written_transfers` takes them; nothing is posted yet."""
    return "".join(
        f"{campaign_id}\t{debit}\t{credit}\t{amount}\t{reason}\t{settlement or NULL}\t{funding or NULL}"
        f"\t{refund or NULL}\t{payout or NULL}\n"
        for debit, credit, amount, reason, settlement, funding, refund, payout in movements
    )


def post_written_transfers(written: Iterable[str]) -> None:
    """Write all transfers of this transaction in one statement, as `post_transfers` does."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Transfers are written inside the transaction that holds the escrow's lock.")
    copy_lines(Transfer._meta.db_table, ("campaign_id", *Movement._fields), written)


def pledge_funding(
    *, campaign: Campaign, organizer: User, amount_minor: int, at: datetime, reference: str = ""
) -> Funding:
    """Write down money that an organizer says will come; it counts for nothing until it is received."""
    if not 0 < amount_minor <= MOST_FUNDING_MINOR:
        raise InvalidInput(
            "amount_out_of_range",
            f"amount_minor must be from 1 to {MOST_FUNDING_MINOR}.",
            field="amount_minor",
        )
    with transaction.atomic():
        # The lock keeps the currency from being changed under the pledge.
        campaign = lock_campaign(campaign.pk)
        if campaign.state == Campaign.State.CLOSED:
            raise NotPossibleNow("campaign_closed", "The campaign is closed; it takes no more money.")
        funding = Funding.objects.create(
            campaign=campaign,
            amount_minor=amount_minor,
            reference=reference.strip(),
            pledged_by=organizer,
            pledged_at=at,
        )
        record_event(
            kind="funding.pledged",
            at=at,
            campaign_id=campaign.pk,
            actor_id=organizer.pk,
            data={"funding": str(funding.public_id), "amount_minor": amount_minor},
        )
    return funding


def confirm_funding(*, funding: Funding, operator: User, at: datetime) -> Funding:
    """Book pledged money as received in escrow. Whoever repeats this changes nothing."""
    with transaction.atomic():
        accounts = lock_escrow(campaign_id=funding.campaign_id)
        funding = Funding.objects.select_for_update(no_key=True).get(pk=funding.pk)
        if funding.received_at is not None:
            return funding
        funding.confirmed_by = operator
        funding.received_at = at
        funding.save(update_fields=["confirmed_by", "received_at"])
        post_transfers(
            campaign_id=funding.campaign_id,
            movements=[
                Movement(
                    accounts["world"],
                    accounts["escrow"],
                    funding.amount_minor,
                    Transfer.Reason.FUNDING,
                    funding_id=funding.pk,
                )
            ],
        )
        record_event(
            kind="funding.received",
            at=at,
            campaign_id=funding.campaign_id,
            actor_id=operator.pk,
            data={"funding": str(funding.public_id), "amount_minor": funding.amount_minor},
        )
    return funding


def close_planned_accounts(campaign: Campaign) -> None:
    """Let accounts that nothing ever moved on go with a draft that is removed; one that money was pledged to stays."""
    if Funding.objects.filter(campaign=campaign).exists():
        raise NotPossibleNow(
            "draft_has_money", "Money was pledged to this campaign. That stays on record, and so does the campaign."
        )
    Account.objects.filter(campaign=campaign).delete()
