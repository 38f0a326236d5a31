"""Leaving: what is payable to somebody who has themselves erased goes where they say, settlement by settlement.

Law: they give away no more of a share than arrived of it and is still there, so that a reversal later finds every part
where the transfers say it is. What is on its way stands against the erasure; what is held waits for nobody and is
forfeited as of somebody who was removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from campaigns.events.operations import record_event
from campaigns.people.personal import Money, Obstacle
from campaigns.recruiting.models import Participant
from campaigns.saying import said
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, post_transfers

OTHER = {"charity": "solidarity", "solidarity": "charity"}


def money_left(user_id: int) -> Iterator[Money]:
    """Tell what is held and payable of a person, campaign by campaign."""
    there = Account.objects.of_user(user_id).filter(kind__in=["held", "payable"], credits_minor__gt=F("debits_minor"))
    stands: dict[tuple[str, str], dict[str, int]] = {}
    for account in there.select_related("campaign").order_by("campaign_id"):
        campaign = account.campaign
        stands.setdefault((campaign.slug, campaign.currency), {})[account.kind] = account.balance_minor
    for (slug, currency), kinds in stands.items():
        yield Money(slug, kinds.get("held", 0), kinds.get("payable", 0), currency)


def payouts_under_way(user_id: int) -> Iterator[Obstacle]:
    """Money on its way has to arrive, or to come back, before its person can go."""
    moving = Account.objects.of_user(user_id).filter(kind="in_payout", credits_minor__gt=F("debits_minor"))
    drafted = Participant.objects.of(user_id).filter(payouts__state__in=["queued", "unknown", "sent"])
    for slug in sorted(
        {*moving.values_list("campaign__slug", flat=True), *drafted.values_list("campaign__slug", flat=True)}
    ):
        yield Obstacle(
            "payout_under_way",
            said(
                "A payout of %(slug)s to you is under way. Wait until it has arrived, or ask its treasurers to cancel"
                " it.",
                slug=slug,
            ),
        )


def give_away(user_id: int, money_to: str, clock: Callable[[], datetime]) -> None:
    """Give what is payable to the person where they say; twice gives nothing twice."""
    if not money_to:
        return
    for place in Participant.objects.of(user_id):
        with transaction.atomic():
            own = lock_escrow(campaign_id=place.campaign_id)
            account = Account.objects.filter(participant=place, kind="payable").first()
            if account is None or account.balance_minor <= 0:
                continue
            movements = list(_gifts(account, own, money_to))
            if movements:
                post_transfers(campaign_id=place.campaign_id, movements=movements)
                record_event(
                    kind="reward.given_away",
                    at=clock(),
                    campaign_id=place.campaign_id,
                    participant_id=place.pk,
                    data={"amount_minor": sum(movement.amount_minor for movement in movements), "to": money_to},
                )


def _gifts(account: Account, own: dict[str, int], money_to: str) -> Iterator[Movement]:
    left = account.balance_minor
    with connection.cursor() as cursor:
        cursor.execute(_ROOM_SQL, {"payable": account.pk, "accounts": [own[money_to], own[OTHER[money_to]]]})
        rooms = cursor.fetchall()
    for settlement_id, room, given in rooms:
        # A settlement moves money once between two accounts for a reason.
        goes_to = next((own[kind] for kind in (money_to, OTHER[money_to]) if own[kind] not in given), None)
        amount = min(left, int(room))
        if goes_to is None or amount <= 0:
            continue
        left -= amount
        yield Movement(account.pk, goes_to, amount, Transfer.Reason.PLEDGE.value, settlement_id)


# What of each share arrived in payable and was neither given, repaid nor taken back; those with nothing given first.
_ROOM_SQL = """
SELECT settlement_id,
       SUM(amount_minor) FILTER (WHERE credit_id = %(payable)s)
           - COALESCE(SUM(amount_minor) FILTER (WHERE debit_id = %(payable)s), 0),
       COALESCE(array_agg(credit_id) FILTER (WHERE reason = 'pledge' AND debit_id = %(payable)s), '{}')
  FROM rewards_transfer
 WHERE %(payable)s IN (credit_id, debit_id) AND settlement_id IS NOT NULL
 GROUP BY settlement_id
HAVING SUM(amount_minor) FILTER (WHERE credit_id = %(payable)s)
           > COALESCE(SUM(amount_minor) FILTER (WHERE debit_id = %(payable)s), 0)
 ORDER BY COALESCE(array_agg(credit_id) FILTER (WHERE reason = 'pledge' AND debit_id = %(payable)s), '{}')
              && %(accounts)s::bigint[], settlement_id DESC
"""
