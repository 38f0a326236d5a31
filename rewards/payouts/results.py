"""Results: what became of a payout, told by whomever, moves it and its money in one transaction, each step once.

Sending, asking, a provider's message and a treasurer's own word all come here. What says nothing new changes
nothing; what cannot be true beside what is written down is left for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.events.operations import EventRow, record_event, record_events
from campaigns.people.models import User
from rewards.ledger.arrivals import Arrival, plan_repayments
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.payouts.models import Batch, Payout
from rewards.payouts.providers.provider import Failed, Postponed, Result, Returned, Sent, Settled, Unknown
from rewards.payouts.states import GIVES_MONEY_BACK, PayoutState, needs_person, state_after

# What the log says of a payout that came to a state.
_TOLD = {
    PayoutState.QUEUED: "payout.queued",
    PayoutState.UNKNOWN: "payout.unknown",
    PayoutState.SENT: "payout.sent",
    PayoutState.SETTLED: "payout.settled",
    PayoutState.FAILED: "payout.failed",
    PayoutState.RETURNED: "payout.returned",
}
MOST_REASON = 200
MOST_REFERENCE = 140


def record_result(*, payout_id: int, result: Result, at: datetime, actor: User | None = None) -> Payout:
    """Write down what became of a payout; gives it as it is then."""
    with transaction.atomic():
        lock_escrow(campaign_id=Payout.objects.values_list("campaign_id", flat=True).get(pk=payout_id))
        payout = Payout.objects.select_for_update(no_key=True, of=("self",)).select_related("batch").get(pk=payout_id)
        before = PayoutState(payout.state)
        after = state_after(before, result)
        flagged = needs_person(before, result)
        said = _reason_of(result)
        if after == before:
            _write_unmoved(payout, flagged=flagged, said=said, at=at)
            return payout
        _move_money(payout, after, at=at)
        payout.state = str(after)
        payout.reason = said
        payout.needs_person = flagged
        payout.reference = (_reference_of(result) or payout.reference)[:MOST_REFERENCE]
        match after:
            case PayoutState.QUEUED:
                payout.claimed_at, payout.asked_at, payout.asks = None, None, 0
            case PayoutState.SETTLED:
                payout.settled_at = at
            case PayoutState.FAILED | PayoutState.RETURNED:
                payout.ended_at = at
            case _:
                pass
        payout.save()
        _note(_TOLD[after], payout, at=at, actor=actor, data={"reason": said} if said else {})
        close_if_over(payout.batch, at=at)
    return payout


def cancel_queued(batch: Batch, *, treasurer: User, at: datetime) -> list[Payout]:
    """Give up what has not left; the caller holds escrow and the batch. Gives those that were."""
    queued = Payout.objects.select_for_update(no_key=True).filter(batch=batch, state=PayoutState.QUEUED)
    cancelled = list(queued.order_by("pk"))
    if batch.approved_at is not None:
        post_transfers(
            campaign_id=batch.campaign_id, movements=_back(cancelled, Transfer.Reason.PAYOUT_FAILED, batch.campaign_id)
        )
    for payout in cancelled:
        payout.state, payout.reason, payout.ended_at = str(PayoutState.FAILED), "The batch was cancelled.", at
        payout.needs_person = False
    Payout.objects.bulk_update(cancelled, ["state", "reason", "ended_at", "needs_person"], batch_size=500)
    record_events(event_rows("payout.cancelled", cancelled, at=at, actor=treasurer))
    return cancelled


def close_if_over(batch: Batch, *, at: datetime) -> None:
    """End a batch of which nothing is open; the caller holds escrow, so nobody else does."""
    if not Payout.objects.open().filter(batch=batch).exists():
        closed = Batch.objects.filter(pk=batch.pk, state=Batch.State.SENT).update(state=Batch.State.DONE, ended_at=at)
        if closed:
            record_event(
                kind="payout_batch.done", at=at, campaign_id=batch.campaign_id, data={"batch": str(batch.public_id)}
            )


def start_money(payouts: Sequence[Payout], *, campaign_id: int) -> None:
    """Put the money of these payouts on its way, in one statement; the caller holds escrow."""
    accounts = _accounts(payouts, campaign_id, Account.Kind.PAYABLE, Account.Kind.IN_PAYOUT)
    post_transfers(
        campaign_id=campaign_id,
        movements=[
            Movement(
                accounts[payout.participant_id, Account.Kind.PAYABLE],
                accounts[payout.participant_id, Account.Kind.IN_PAYOUT],
                payout.amount_minor,
                Transfer.Reason.PAYOUT_STARTED,
                payout_id=payout.pk,
            )
            for payout in payouts
        ],
    )


def event_rows(kind: str, payouts: Iterable[Payout], *, at: datetime, actor: User | None) -> list[EventRow]:
    """Make the events of many payouts at once."""
    by = actor.pk if actor else None
    return [(kind, at, payout.campaign_id, by, payout.participant_id, None, _about(payout)) for payout in payouts]


def _write_unmoved(payout: Payout, *, flagged: bool, said: str, at: datetime) -> None:
    """Keep the word of a result that moved nothing, and tell of it; of a person, when one is first called for."""
    is_over = payout.state in GIVES_MONEY_BACK
    new_word = said if said and not is_over else payout.reason
    if (new_word, payout.needs_person or flagged) == (payout.reason, payout.needs_person):
        return
    calls = flagged and not payout.needs_person
    payout.reason, payout.needs_person = new_word, payout.needs_person or flagged
    payout.save(update_fields=["reason", "needs_person"])
    _note("payout.needs_person" if calls else "payout.noted", payout, at=at, actor=None, data={"reason": said})


def keep_back(payout: Payout, why: str, *, at: datetime) -> None:
    """Leave a queued payout for a person to look at, with the reason; the same reason again is no news."""
    reason = why[:MOST_REASON]
    with transaction.atomic():
        kept = Payout.objects.filter(pk=payout.pk, state=PayoutState.QUEUED).exclude(reason=reason, needs_person=True)
        if kept.update(reason=reason, needs_person=True):
            _note("payout.needs_person", payout, at=at, actor=None, data={"reason": reason})


def claim_to_send(payout: Payout, *, at: datetime) -> bool:
    """Put a queued payout down as unknown before it is sent; tells whether it was this caller's to send.

    Compare and set, on this row's own columns alone: of two who try, the second finds nothing to claim.
    """
    with transaction.atomic():
        queued = Payout.objects.filter(pk=payout.pk, state=PayoutState.QUEUED)
        claimed = queued.update(state=PayoutState.UNKNOWN, claimed_at=at, reason="", needs_person=False)
        if claimed:
            _note("payout.claimed", payout, at=at, actor=None, data={})
    return claimed > 0


def count_asking(payout: Payout, *, at: datetime) -> None:
    """Write down that a payout is asked about, before it is; one of several who do so at once counts."""
    with transaction.atomic():
        if Payout.objects.filter(pk=payout.pk, asks=payout.asks).update(asked_at=at, asks=payout.asks + 1):
            _note("payout.asked", payout, at=at, actor=None, data={"asks": payout.asks + 1})


def _move_money(payout: Payout, after: PayoutState, *, at: datetime) -> None:
    """Book the step that belongs to the new state, and let what comes back repay debts first."""
    campaign_id = payout.campaign_id
    if after == PayoutState.SETTLED:
        accounts = _accounts([payout], campaign_id, Account.Kind.IN_PAYOUT, Account.Kind.PAID)
        step = Movement(
            accounts[payout.participant_id, Account.Kind.IN_PAYOUT],
            accounts[payout.participant_id, Account.Kind.PAID],
            payout.amount_minor,
            Transfer.Reason.PAYOUT_PAID,
            payout_id=payout.pk,
        )
        post_transfers(campaign_id=campaign_id, movements=[step])
    elif after in GIVES_MONEY_BACK:
        failed = after == PayoutState.FAILED
        reason = Transfer.Reason.PAYOUT_FAILED if failed else Transfer.Reason.PAYOUT_RETURNED
        post_transfers(campaign_id=campaign_id, movements=_back([payout], reason, campaign_id))


def _back(payouts: Sequence[Payout], reason: str, campaign_id: int) -> list[Movement]:
    """Plan how money comes back to payable, and from there what is owed to escrow."""
    kinds = (Account.Kind.PAID, Account.Kind.IN_PAYOUT, Account.Kind.PAYABLE)
    accounts = _accounts(payouts, campaign_id, *kinds)
    movements = []
    for payout in payouts:
        settled = payout.state == PayoutState.SETTLED
        source = Account.Kind.PAID if settled else Account.Kind.IN_PAYOUT
        movements.append(
            Movement(
                accounts[payout.participant_id, source],
                accounts[payout.participant_id, Account.Kind.PAYABLE],
                payout.amount_minor,
                reason,
                payout_id=payout.pk,
            )
        )
    arrivals = [Arrival(payout.participant_id, payout.amount_minor, payout_id=payout.pk) for payout in payouts]
    return movements + plan_repayments(campaign_id=campaign_id, arrivals=arrivals)


def _accounts(payouts: Sequence[Payout], campaign_id: int, *kinds: str) -> dict[tuple[int, str], int]:
    wanted = [(payout.participant_id, str(kind)) for payout in payouts for kind in kinds]
    return open_participant_accounts(campaign_id=campaign_id, wanted=wanted)


def _reason_of(result: Result) -> str:
    match result:
        case Failed(reason) | Returned(reason):
            return (reason.strip() or "No reason was given.")[:MOST_REASON]
        case Unknown(reason=reason) | Postponed(reason=reason):
            return reason[:MOST_REASON]
        case _:
            return ""


def _reference_of(result: Result) -> str:
    match result:
        case Sent(reference) | Settled(reference):
            return reference
        case _:
            return ""


def _about(payout: Payout) -> dict[str, Any]:
    return {"payout": str(payout.public_id), "amount_minor": payout.amount_minor}


def _note(kind: str, payout: Payout, *, at: datetime, actor: User | None, data: dict[str, Any]) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=payout.campaign_id,
        actor_id=actor.pk if actor else None,
        participant_id=payout.participant_id,
        data={**_about(payout), **data},
    )
