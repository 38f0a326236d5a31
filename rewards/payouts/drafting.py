"""Drafting: who is paid in a batch, how much, and who is left out for which reason. No money moves here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max

from campaigns.errors import DomainError, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from rewards.ledger.models import Account
from rewards.ledger.operations import lock_escrow
from rewards.payouts.caps import held_people, paid_today, require_treasurer, rules_of
from rewards.payouts.models import MOST_PAYOUT_MINOR, Batch, Destination, Payout
from rewards.payouts.orders import order_to, provider_named
from rewards.payouts.providers.provider import ApiProvider, FileProvider

MOST_PAYOUTS = 5_000
# Everybody is counted; so many are named.
MOST_NAMED = 1_000


@dataclass(frozen=True)
class Payable:
    """Somebody with money payable."""

    participant_id: int
    public_id: UUID
    user_id: int | None
    name: str
    balance_minor: int


@dataclass
class LeftOut:
    """Who had money payable and is not in the batch."""

    counts: Counter[str] = field(default_factory=Counter)
    people: list[dict[str, str]] = field(default_factory=list)

    def add(self, person: Payable, reason: str, detail: str = "") -> None:
        self.counts[reason] += 1
        if len(self.people) < MOST_NAMED:
            self.people.append({"participant": str(person.public_id), "reason": reason, "detail": detail})

    def as_json(self) -> dict[str, Any]:
        return {"counts": dict(self.counts), "people": self.people}


def draft_batch(*, campaign: Campaign, provider_name: str, treasurer: User, at: datetime, note: str = "") -> Batch:
    """Gather what can be paid now by one provider, within the caps; refused when that is nothing."""
    require_treasurer(treasurer, campaign_id=campaign.pk)
    provider = provider_named(provider_name)
    with transaction.atomic():
        # Under the escrow's lock nobody drafts the same money at the same time.
        lock_escrow(campaign_id=campaign.pk)
        batch = Batch(
            campaign=campaign,
            provider=provider_name,
            currency=campaign.currency,
            note=note.strip() or campaign.title,
            drafted_by=treasurer,
            drafted_at=at,
        )
        left_out = LeftOut()
        payouts = list(_payouts_of(batch, provider, left_out, at=at))
        if not payouts:
            raise NotPossibleNow(
                "nothing_to_pay",
                f"Nobody can be paid by {provider.title} now. "
                + (f"Left out: {_said(left_out.counts)}." if left_out.counts else "No money is payable."),
                left_out=dict(left_out.counts),
            )
        batch.left_out = left_out.as_json()
        batch.save()
        Payout.objects.bulk_create(payouts, batch_size=500)
        record_event(
            kind="payout_batch.drafted",
            at=at,
            campaign_id=campaign.pk,
            actor_id=treasurer.pk,
            data={
                "batch": str(batch.public_id),
                "provider": provider_name,
                "payouts": len(payouts),
                "amount_minor": sum(payout.amount_minor for payout in payouts),
            },
        )
    return batch


def _payouts_of(
    batch: Batch, provider: FileProvider | ApiProvider, left_out: LeftOut, *, at: datetime
) -> Iterator[Payout]:
    people = _people_with_payable(batch.campaign)
    ids = {person.participant_id for person in people}
    held = held_people(ids, at=at)
    busy = set(Payout.objects.open().filter(participant__in=ids).values_list("participant_id", flat=True))
    destinations = {
        destination.user_id: destination
        for destination in Destination.objects.in_use().filter(
            kind=provider.destination_kind, user__in={person.user_id for person in people}
        )
    }
    room = _Room(batch.campaign, at=at)
    taken = 0
    for person in people:
        destination = destinations.get(person.user_id)
        if person.user_id is None:
            left_out.add(person, "unclaimed")
        elif person.participant_id in held:
            left_out.add(person, held[person.participant_id])
        elif person.participant_id in busy:
            left_out.add(person, "payout_open")
        elif destination is None:
            left_out.add(person, "no_destination")
        elif taken == MOST_PAYOUTS:
            left_out.add(person, "batch_full")
        else:
            amount_minor, reason = room.most_for(person)
            if reason:
                left_out.add(person, reason)
                continue
            payout = Payout(
                public_id=uuid4(),
                campaign=batch.campaign,
                batch=batch,
                participant_id=person.participant_id,
                destination=destination,
                amount_minor=amount_minor,
            )
            if refusal := _refusal(provider, payout, person):
                left_out.add(person, refusal.code, refusal.message)
                continue
            room.take(amount_minor)
            taken += 1
            yield payout


class _Room:
    """How much may still go out today, to one and to all; drafts count as if they were approved today."""

    def __init__(self, campaign: Campaign, *, at: datetime) -> None:
        self._rules = rules_of(campaign.pk)
        self._today = paid_today(campaign, at=at)
        drafted = Payout.objects.open().filter(campaign=campaign, batch__state=Batch.State.DRAFT)
        self._left = self._rules.most_per_day_minor
        if self._left is not None:
            self._left -= sum(self._today.values()) + sum(drafted.values_list("amount_minor", flat=True))

    def most_for(self, person: Payable) -> tuple[int, str]:
        """Give what this person can get, or why it is nothing."""
        least = self._rules.least_payout_minor or 1
        if person.balance_minor < least:
            return 0, "below_least"
        amount_minor = min(person.balance_minor, MOST_PAYOUT_MINOR)
        cap = self._rules.most_per_person_minor
        if cap is not None:
            amount_minor = min(amount_minor, cap - self._today.get(person.participant_id, 0))
            if amount_minor < least:
                return 0, "person_cap"
        if self._left is not None:
            amount_minor = min(amount_minor, self._left)
            if amount_minor < least:
                return 0, "day_cap"
        return amount_minor, ""

    def take(self, amount_minor: int) -> None:
        if self._left is not None:
            self._left -= amount_minor


def _people_with_payable(campaign: Campaign) -> list[Payable]:
    """Read everybody with money payable, those first whose last payout is longest ago or never was."""
    payable = (
        Account.objects.filter(campaign=campaign, kind=Account.Kind.PAYABLE, credits_minor__gt=F("debits_minor"))
        .annotate(last=Max("participant__payouts__id"))
        .order_by(F("last").asc(nulls_first=True), "participant_id")
        .select_related("participant")
    )
    return [
        Payable(place.pk, place.public_id, place.user_id, place.display_name, account.balance_minor)
        for account in payable
        if (place := account.participant) is not None
    ]


def _refusal(provider: FileProvider | ApiProvider, payout: Payout, person: Payable) -> DomainError | None:
    try:
        provider.check(
            order_to(
                payout.destination,
                payout_id=payout.public_id,
                amount_minor=payout.amount_minor,
                currency=payout.batch.currency,
                name=person.name,
                note=payout.batch.note,
            )
        )
    except DomainError as refused:
        return refused
    return None


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in counts.most_common())
