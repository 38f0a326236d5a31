"""A batch's way: approved by a second person with every warning accepted, sent, or cancelled as far as it can be.

Locks are taken in this order: the campaign's escrow, the batch, its payouts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from campaigns.errors import NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event, record_events
from campaigns.people.models import User
from campaigns.saying import english, kept
from rewards.ledger.operations import lock_escrow
from rewards.payouts.caps import require_treasurer
from rewards.payouts.checks import Check, checks_of
from rewards.payouts.models import OPEN_STATES, Batch
from rewards.payouts.orders import provider_named
from rewards.payouts.results import cancel_queued, event_rows, start_money


def approve_batch(
    *,
    batch: Batch,
    approver: User,
    at: datetime,
    accepted: Collection[str] = (),
    accepted_payouts: Collection[UUID] = (),
) -> Batch:
    """Put a draft's money on its way, by a second treasurer who accepts every warning by its code.

    What is above the campaign's amount for that is accepted payout by payout.
    """
    require_treasurer(approver, campaign_id=batch.campaign_id)
    with transaction.atomic():
        lock_escrow(campaign_id=batch.campaign_id)
        batch = _locked(batch)
        _require_state(batch, {"draft"}, "approved")
        if approver.pk == batch.drafted_by_id:
            raise NotAllowed(
                "approver_drafted_it",
                "Whoever drafted a batch does not approve it. Ask another treasurer of the campaign.",
            )
        checks = checks_of(batch, at=at)
        checks = [_accept(check, accepted, {str(one) for one in accepted_payouts}) for check in checks]
        _refuse_unaccepted(checks)
        payouts = list(batch.payouts.order_by("pk"))
        start_money(payouts, campaign_id=batch.campaign_id)
        batch.state = Batch.State.APPROVED
        batch.approved_by, batch.approved_at = approver, at
        batch.checks = kept([check.as_json() for check in checks])
        batch.save(update_fields=["state", "approved_by", "approved_at", "checks"])
        _note("payout_batch.approved", batch, approver, at, accepted=sorted(set(accepted)))
        record_events(event_rows("payout.approved", payouts, at=at, actor=approver))
    return batch


def send_batch(*, batch: Batch, treasurer: User, at: datetime) -> Batch:
    """Let an approved batch go: an API's payouts are sent one by one, a file's can be fetched from now on."""
    require_treasurer(treasurer, campaign_id=batch.campaign_id)
    with transaction.atomic():
        lock_escrow(campaign_id=batch.campaign_id)
        batch = _locked(batch)
        _require_state(batch, {"approved"}, "sent")
        provider_named(batch.provider)
        batch.state, batch.sent_at = Batch.State.SENT, at
        batch.save(update_fields=["state", "sent_at"])
        _note("payout_batch.sent", batch, treasurer, at)
    return batch


def cancel_batch(*, batch: Batch, treasurer: User, at: datetime) -> Batch:
    """Give up whatever of a batch has not left yet; its money is payable again."""
    require_treasurer(treasurer, campaign_id=batch.campaign_id)
    with transaction.atomic():
        lock_escrow(campaign_id=batch.campaign_id)
        batch = _locked(batch)
        _require_state(batch, {"draft", "approved", "sent"}, "cancelled")
        cancelled = cancel_queued(batch, treasurer=treasurer, at=at)
        if not cancelled:
            raise NotPossibleNow(
                "nothing_to_cancel",
                "All of this batch has left. What comes back, or never went, is written down payout by payout.",
            )
        if not batch.payouts.filter(claimed_at__isnull=False).exists():
            batch.state, batch.ended_at = Batch.State.CANCELLED, at
        elif not batch.payouts.filter(state__in=OPEN_STATES).exists():
            batch.state, batch.ended_at = Batch.State.DONE, at
        if batch.ended_at is not None:
            batch.save(update_fields=["state", "ended_at"])
        _note("payout_batch.cancelled", batch, treasurer, at, payouts=len(cancelled))
    return batch


def _accept(check: Check, accepted: Collection[str], payouts: set[str]) -> Check:
    """Say on a warning that it was accepted, in whole or as far as its payouts were."""
    if check.level != "warn" or check.code not in accepted:
        return check
    left = [one for one in check.payouts if one not in payouts] if check.one_by_one else []
    return replace(check, figures={**check.figures, "accepted": not left, "not_accepted": left})


def _refuse_unaccepted(checks: list[Check]) -> None:
    blocked = [check for check in checks if check.level == "block"]
    if blocked:
        raise NotPossibleNow(
            "batch_is_blocked",
            "This batch cannot go out: " + " ".join(english(check.message) for check in blocked),
            checks=[check.as_json() for check in blocked],
        )
    missing = [check for check in checks if check.level == "warn" and not check.figures.get("accepted")]
    if missing:
        raise NotPossibleNow(
            "warnings_not_accepted",
            "Look at these warnings and accept each by its code, payouts above the amount for that one by one: "
            + " ".join(english(check.message) for check in missing),
            checks=[check.as_json() for check in missing],
        )


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("campaign").get(pk=batch.pk)


def _require_state(batch: Batch, states: set[str], wanted: str) -> None:
    if batch.state not in states:
        raise NotPossibleNow(
            "illegal_move",
            f"A batch that is {batch.state} cannot be {wanted} any more."
            if batch.state in {"done", "cancelled"}
            else f"A batch that is {batch.state} cannot be {wanted}.",
            state=batch.state,
        )


def _note(kind: str, batch: Batch, actor: User, at: datetime, **data: Any) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=batch.campaign_id,
        actor_id=actor.pk,
        data={"batch": str(batch.public_id), **data},
    )
