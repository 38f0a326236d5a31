"""What an export tells of money beside rows: accounts that one's money goes to in the clear, and every transfer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from campaigns.people.personal import Telling, tell
from rewards.ledger.models import Transfer
from rewards.payouts.models import Destination
from rewards.payouts.sealing import unseal


def accounts_of(user_id: int) -> Iterator[dict[str, Any]]:
    for destination in Destination.objects.of(user_id).exclude(sealed="").order_by("pk"):
        account = unseal(destination.sealed, owner=destination.owner).value.reveal()
        yield {"kind": destination.kind, "account": account, "created_at": destination.created_at}


def transfers_of(user_id: int) -> Iterator[dict[str, Any]]:
    own = Q(debit__participant__user=user_id) | Q(credit__participant__user=user_id)
    moved = Transfer.objects.filter(own).select_related("campaign", "debit", "credit").order_by("pk")
    for transfer in moved.iterator(chunk_size=500):
        yield {
            "campaign": transfer.campaign.slug,
            "at": transfer.created_at,
            "reason": transfer.reason,
            "from": transfer.debit.kind,
            "to": transfer.credit.kind,
            "amount_minor": transfer.amount_minor,
            "currency": transfer.campaign.currency,
        }


def declare() -> None:
    tell(Telling("accounts", "accounts that one's money goes to", accounts_of))
    tell(Telling("money", "one's money, transfer by transfer", transfers_of))
