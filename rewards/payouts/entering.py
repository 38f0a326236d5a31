"""Entering: a treasurer's word on payouts, from a bank statement, a provider's report or its own pages.

All of what is entered at once is written down, or none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from campaigns.errors import DomainError, InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from rewards.ledger.operations import lock_escrow
from rewards.payouts.caps import require_treasurer
from rewards.payouts.models import Batch, Payout
from rewards.payouts.orders import API_PROVIDERS
from rewards.payouts.providers.provider import Failed, Result, Returned, Settled, id_of_code
from rewards.payouts.providers.stripe_connect import STILL_ON_ITS_WAY
from rewards.payouts.results import record_result
from rewards.payouts.states import PayoutState, state_after

ENTERED = ("settled", "failed", "returned")


@dataclass(frozen=True)
class Entry:
    """What became of one payout; `payout` is its id, or its code as the file had it."""

    payout: str
    state: str
    reason: str = ""
    reference: str = ""

    def result(self) -> Result:
        if self.state == "settled":
            return Settled(self.reference)
        if not self.reason.strip():
            raise InvalidInput("reason_missing", "Say why it did not arrive: the person may ask.", field="reason")
        return Failed(self.reason) if self.state == "failed" else Returned(self.reason)


def enter_result(*, payout: Payout, treasurer: User, entry: Entry, at: datetime) -> Payout:
    """Write down a treasurer's word on one payout. Whoever repeats it changes nothing."""
    require_treasurer(treasurer, campaign_id=payout.campaign_id)
    result = entry.result()
    with transaction.atomic():
        payout = lock_payout(payout)
        if payout.state == entry.state:
            return payout
        _refuse_impossible(payout, result, at=at)
        return record_result(payout_id=payout.pk, result=result, at=at, actor=treasurer)


def lock_payout(payout: Payout) -> Payout:
    """Lock the campaign's money and this payout until the transaction ends; gives it as it is now."""
    lock_escrow(campaign_id=payout.campaign_id)
    return Payout.objects.select_for_update(no_key=True, of=("self",)).select_related("batch").get(pk=payout.pk)


def enter_report(
    *, batch: Batch, treasurer: User, entries: Sequence[Entry], at: datetime, settle_rest: bool = False
) -> Batch:
    """Write down many words on a batch at once, and where it is said that all the others arrived."""
    require_treasurer(treasurer, campaign_id=batch.campaign_id)
    with transaction.atomic():
        lock_escrow(campaign_id=batch.campaign_id)
        known = {str(payout.public_id): payout for payout in batch.payouts.all()}
        for number, entry in enumerate(entries):
            try:
                enter_result(payout=_payout_of(entry, known), treasurer=treasurer, entry=entry, at=at)
            except DomainError as refused:
                refused.field = f"entries/{number}/{refused.field or 'payout'}"
                raise
        if settle_rest:
            for pk in batch.payouts.filter(state=PayoutState.SENT).values_list("pk", flat=True):
                record_result(payout_id=pk, result=Settled(), at=at, actor=treasurer)
    batch.refresh_from_db()
    return batch


@dataclass(frozen=True)
class Looked:
    """What an entry comes to: the payout that it names and how that stands then, or why it is refused."""

    payout: Payout | None
    before: str
    after: str
    refused: DomainError | None = None


def look_at_report(*, batch: Batch, entries: Sequence[Entry], at: datetime) -> list[Looked]:
    """Tell of each entry what `enter_report` would make of it, one after another; nothing is written down."""
    known = {str(payout.public_id): payout for payout in batch.payouts.select_related("batch", "participant")}
    looked = []
    for entry in entries:
        payout = None
        try:
            payout = _payout_of(entry, known)
            before, result = payout.state, entry.result()
            if payout.state != entry.state:
                _refuse_impossible(payout, result, at=at)
                # Whoever names it again finds it as it is then.
                payout.state = str(state_after(PayoutState(payout.state), result))
            looked.append(Looked(payout, before, payout.state))
        except DomainError as refused:
            state = "" if payout is None else payout.state
            looked.append(Looked(payout, state, state, refused))
    return looked


def _payout_of(entry: Entry, known: Mapping[str, Payout]) -> Payout:
    payout = known.get(_id_of(entry.payout))
    if payout is None:
        raise InvalidInput("unknown_payout", "This batch has no such payout.", field="payout")
    return payout


def mark_seen(*, payout: Payout, treasurer: User, at: datetime) -> Payout:
    """Write down that a person has looked; it may be asked about again."""
    require_treasurer(treasurer, campaign_id=payout.campaign_id)
    with transaction.atomic():
        lock_escrow(campaign_id=payout.campaign_id)
        if Payout.objects.filter(pk=payout.pk, needs_person=True).update(needs_person=False):
            record_event(
                kind="payout.seen",
                at=at,
                campaign_id=payout.campaign_id,
                actor_id=treasurer.pk,
                participant_id=payout.participant_id,
                data={"payout": str(payout.public_id)},
            )
    payout.refresh_from_db()
    return payout


def _refuse_impossible(payout: Payout, result: Result, *, at: datetime) -> None:
    """Refuse by name what cannot follow from where the payout is."""
    state = PayoutState(payout.state)
    if state == PayoutState.QUEUED:
        raise NotPossibleNow(
            "not_sent", "This payout has not left yet. Cancel what is queued of its batch to give it up.", state=state
        )
    if state_after(state, result) == state:
        raise NotPossibleNow(
            "illegal_move",
            f"A payout that is {state} cannot become {type(result).__name__.lower()}."
            " What is paid and comes back is returned; what is over stays over.",
            state=state,
        )
    sent_by_api = payout.batch.provider in API_PROVIDERS
    if isinstance(result, Failed) and sent_by_api and payout.claimed_at is not None:
        on_its_way = at - payout.claimed_at < STILL_ON_ITS_WAY
        if on_its_way:
            raise NotPossibleNow(
                "still_on_its_way",
                "Its sending began less than an hour ago; the order may still arrive. Say that it failed after that.",
                state=state,
            )


def _id_of(text: str) -> str:
    return id_of_code(text) if len(text) == 27 else text.lower()
