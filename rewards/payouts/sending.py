"""Sending: each payout is claimed first, so that whoever dies with it leaves one to be asked about, not sent again.

The claim commits before anything leaves, and the result is written after; no transaction is open in between. What
is unknown is asked about, ever more seldom, until the provider knows or a person has to.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from campaigns.errors import DomainError
from rewards.payouts.caps import held_people
from rewards.payouts.models import Batch, Payout
from rewards.payouts.orders import API_PROVIDERS, order_of, provider_named
from rewards.payouts.providers.provider import ApiProvider, PayoutOrder, Postponed, Unknown
from rewards.payouts.results import claim_to_send, count_asking, keep_back, record_result
from rewards.payouts.states import PayoutState

logger = logging.getLogger(__name__)

# A claim older than this is not sent any more: whoever holds it was asleep, and it may have been asked about.
FRESH = timedelta(minutes=2)
# How long to wait after so many asks; after that, an hour each.
PATIENCE = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
MOST_PATIENCE = timedelta(hours=1)

Clock = Callable[[], datetime]


def send_payout(*, payout_id: int, clock: Clock = timezone.now) -> str:
    """Send one queued payout of an API provider; gives its state. Whoever repeats this sends nothing twice."""
    if connection.in_atomic_block:
        raise RuntimeError("A payout is sent outside of every transaction: its claim has to be there first.")
    payout = _read(payout_id)
    if payout.state != PayoutState.QUEUED or payout.batch.state != Batch.State.SENT:
        return payout.state
    try:
        provider, order = _provider_and_order(payout)
    except DomainError as refused:
        keep_back(payout, refused.message, at=clock())
        return payout.state
    claimed_at = clock()
    if why := why_kept_back(payout, at=claimed_at):
        keep_back(payout, why, at=claimed_at)
        return payout.state
    if not claim_to_send(payout, at=claimed_at):
        return _read(payout_id).state
    if clock() - claimed_at > FRESH:
        return PayoutState.UNKNOWN.value
    result = provider.send(order)
    return record_result(payout_id=payout_id, result=result, at=clock()).state


def ask_payout(*, payout_id: int, clock: Clock = timezone.now) -> str:
    """Ask the provider what became of a payout; gives its state."""
    payout = _read(payout_id)
    at = clock()
    if not due_to_be_asked(at=at).filter(pk=payout_id).exists() or payout.claimed_at is None:
        return payout.state
    # Written first: whoever dies while asking has asked.
    count_asking(payout, at=at)
    try:
        provider, order = _provider_and_order(payout)
    except DomainError as refused:
        logger.warning("Payout %s cannot be asked about: %s", payout.public_id, refused.message)
        return payout.state
    result = provider.ask(order, sent_at=payout.claimed_at, at=at)
    if isinstance(result, Postponed):
        # Only a sending can say that nothing was sent.
        result = Unknown(result.reason)
    return record_result(payout_id=payout_id, result=result, at=clock()).state


def due_to_be_asked(*, at: datetime) -> QuerySet[Payout]:
    """Find payouts with API providers that are unknown or on their way and whose time to be asked about has come."""
    waited = Q(asks__gte=len(PATIENCE), asked_at__lte=at - MOST_PATIENCE)
    for asks, patience in enumerate(PATIENCE):
        waited |= Q(asks=asks, asked_at__lte=at - patience) if asks else Q(asks=0)
    return Payout.objects.filter(
        waited,
        state__in=[PayoutState.UNKNOWN, PayoutState.SENT],
        batch__provider__in=API_PROVIDERS,
        claimed_at__lt=at - FRESH,
        needs_person=False,
    ).order_by("pk")


def due_to_be_sent() -> QuerySet[Payout]:
    """Find queued payouts of batches that API providers send."""
    return Payout.objects.filter(
        state=PayoutState.QUEUED, batch__state=Batch.State.SENT, batch__provider__in=API_PROVIDERS
    ).order_by("pk")


_KEPT_BACK = {
    "on_hold": "The person is on hold. Wait until that is decided or lifted, or cancel what is queued of the batch.",
    "in_quarantine": "The person's branch is in quarantine. Wait until it is lifted, or cancel what is queued.",
    "removed": "The person was removed from the campaign. Cancel what is queued of the batch.",
}


def why_kept_back(payout: Payout, *, at: datetime) -> str:
    """Say why an approved payout does not leave all the same; nothing when it does."""
    if held := held_people({payout.participant_id}, at=at):
        return _KEPT_BACK[held[payout.participant_id]]
    if payout.destination.retired_at is not None:
        return "The person has changed where their money goes. Cancel what is queued of the batch and draft it anew."
    return ""


def _read(payout_id: int) -> Payout:
    return Payout.objects.select_related("batch", "participant", "destination").get(pk=payout_id)


def _provider_and_order(payout: Payout) -> tuple[ApiProvider, PayoutOrder]:
    provider = provider_named(payout.batch.provider)
    if not isinstance(provider, ApiProvider):
        raise TypeError(f"{payout.batch.provider} writes files; a person sends them.")
    return provider, order_of(payout)
