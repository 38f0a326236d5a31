"""Sending: each letter is claimed first, so that whoever dies with it leaves one that is not sent again.

The way out is opened, then the claim commits, then the letter is offered once and the answer written down; no
transaction is open in between. Under the claim's lock of the person everything that stands against the letter is asked
(`rules`), so two letters to one person are never counted past each other. What the server put off goes back into the
queue, ever later and a few times; what it did not answer plainly, or whose sender is gone, is unknown and stays so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from campaigns.events.operations import record_event
from campaigns.outreach.composing import NothingToSay, compose
from campaigns.outreach.handing_over import Answer, Outcome, close_connection, hand_over, open_connection
from campaigns.outreach.letters import KIND_OF, NUDGE, SERVICES
from campaigns.outreach.models import Letter
from campaigns.outreach.rules import CAP_PERIOD, RETRIES, Recipient, Send, Suppress, Wait, decide
from campaigns.people.consents import who_consents
from campaigns.people.mail_addresses import is_stopped, stop_address
from campaigns.people.models import StoppedAddress, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.standing import is_frozen

logger = logging.getLogger(__name__)

# A claim older than this is not offered any more: whoever holds it was asleep.
FRESH = timedelta(minutes=2)
# Whoever claimed a letter this long ago is gone: no answer takes as long.
LOST = timedelta(minutes=15)

Clock = Callable[[], datetime]
S = Letter.State


def send_letter(*, letter_id: int, clock: Clock = timezone.now) -> str:
    """Send one queued letter if nothing stands against it; gives its state. Repeated, nothing is sent twice."""
    if connection.in_atomic_block:
        raise RuntimeError("A letter is sent outside of every transaction: its claim has to be there first.")
    letter = _read(letter_id)
    if letter.state != S.QUEUED or letter.due_at > clock():
        return letter.state
    if not isinstance(decide(recipient_of(letter, at=clock()), at=clock()), Send):
        # Nothing need be composed or opened for what does not leave.
        _settle(letter, may_claim=False, at=clock())
        return _read(letter_id).state
    try:
        message = compose(letter)
    except NothingToSay:
        return _end_queued(letter, S.SUPPRESSED, "nothing_to_say", at=clock())
    except Exception as failed:
        logger.exception("Letter %s cannot be written", letter.public_id)
        return _end_queued(letter, S.FAILED, f"cannot be written: {type(failed).__name__}", at=clock())
    out = get_connection()
    if closed := open_connection(out):
        return _put_off(letter, closed, at=clock())
    try:
        return _send(letter, message, out, clock)
    finally:
        close_connection(out)


def _send(letter: Letter, message: EmailMultiAlternatives, out: BaseEmailBackend, clock: Clock) -> str:
    claimed_at = clock()
    claimed = _settle(letter, may_claim=True, at=claimed_at)
    if claimed is None:
        return _read(letter.pk).state
    if clock() - claimed_at > FRESH:
        return _record(claimed, Outcome(Answer.NOT_NOW, "the sender was asleep"), at=clock())
    return _record(claimed, hand_over(out, message), at=clock())


def forget_lost(*, at: datetime) -> int:
    """Put down as unknown what was claimed and whose sender is gone; returns how many letters."""
    lost = list(Letter.objects.lost(at - LOST).values_list("pk", flat=True))
    done = 0
    for letter in Letter.objects.filter(pk__in=lost):
        done += _end(letter, {S.SENDING}, S.UNKNOWN, "the sender was lost", at=at)
    return done


def recipient_of(letter: Letter, *, at: datetime) -> Recipient:
    """Read what is known now of whom the letter is for."""
    place, campaign, user = letter.participant, letter.campaign, letter.user
    if user is None:
        return Recipient(has_account=False)
    if letter.kind in SERVICES:
        return _served(letter, user)
    if place is None or campaign is None:
        raise LookupError(f"A letter of the kind {letter.kind} is to a place in a campaign.")
    handed = Letter.objects.outreach().filter(user=user).exclude(pk=letter.pk).perhaps_read(at=at, within=CAP_PERIOD)
    nudges = handed.filter(kind=NUDGE.name, campaign=campaign) if letter.kind == NUDGE.name else handed.none()
    purpose = KIND_OF[letter.kind].purpose
    return Recipient(
        # Claimed by somebody else or erased since: it is not theirs any more.
        has_account=place.user_id == user.pk and bool(user.email),
        is_active=user.is_active,
        is_stopped=is_stopped(user),
        is_removed=place.removed_at is not None,
        is_frozen=is_frozen(place),
        consents=bool(who_consents(user_ids=[user.pk], campaign_id=campaign.pk, purpose=purpose)),
        campaign_is_over=campaign.state == Campaign.State.CLOSED or campaign.has_ended(at),
        campaign_is_paused=campaign.state == Campaign.State.PAUSED,
        letters=handed.count(),
        nudges=nudges.count(),
        time_zone=user.time_zone,
        campaign_zone=campaign.time_zone,
    )


def _served(letter: Letter, user: User) -> Recipient:
    """Ask the service of a letter about somebody's own affairs; no cap holds there, and no campaign's state."""
    service = SERVICES[letter.kind]
    return Recipient(
        has_account=bool(user.email),
        is_active=user.is_active,
        is_stopped=is_stopped(user),
        wants=service.is_wanted(letter, ""),
        time_zone=user.time_zone,
        campaign_zone=service.zone(letter),
    )


def _settle(letter: Letter, *, may_claim: bool, at: datetime) -> Letter | None:
    """Claim the letter if nothing stands against it, else write down what does; gives it to whoever has it now."""
    with transaction.atomic():
        # Whoever writes to this person, or is told by them to stop, goes one after the other.
        if letter.user is not None:
            User.objects.select_for_update(no_key=True).get(pk=letter.user.pk)
        now = _read(letter.pk)
        if now.state != S.QUEUED or now.due_at > at:
            # Somebody else has it, or put it off.
            return None
        match decide(recipient_of(now, at=at), at=at):
            case Suppress(reason):
                _end(now, {S.QUEUED}, S.SUPPRESSED, reason, at=at)
            case Wait(until):
                _change(now, {S.QUEUED}, due_at=until)
            case Send() if may_claim:
                tries = now.attempts + 1
                if _change(now, {S.QUEUED}, state=S.SENDING, claimed_at=at, attempts=tries, reason=""):
                    now.attempts = tries
                    return now
        # Or what stood against it has just passed: the next sweep sends it.
        return None


def _record(letter: Letter, outcome: Outcome, *, at: datetime) -> str:
    """Write down what became of a letter that this sender claimed."""
    match outcome.answer:
        case Answer.TAKEN:
            _end(letter, {S.SENDING, S.UNKNOWN}, S.SENT, "", at=at)
        case Answer.REFUSED:
            if outcome.is_the_address:
                _stop(letter, at=at)
            _end(letter, {S.SENDING, S.UNKNOWN}, S.FAILED, outcome.said, at=at)
        case Answer.UNCLEAR:
            _end(letter, {S.SENDING}, S.UNKNOWN, outcome.said, at=at)
        case Answer.NOT_NOW if letter.attempts <= len(RETRIES):
            later = at + RETRIES[letter.attempts - 1]
            _change(letter, {S.SENDING}, state=S.QUEUED, due_at=later, reason=outcome.said)
        case Answer.NOT_NOW:
            _end(letter, {S.SENDING, S.UNKNOWN}, S.FAILED, f"given up: {outcome.said}", at=at)
    return _read(letter.pk).state


def _stop(letter: Letter, *, at: datetime) -> None:
    """Write no more to an address that its own server refused for good."""
    if letter.user is not None:
        stop_address(email=letter.user.email, why=StoppedAddress.Why.REFUSED, at=at)


def _put_off(letter: Letter, closed: Outcome, *, at: datetime) -> str:
    """Try later what was not claimed, since no mail server could be reached; give it up after the last time."""
    if letter.attempts >= len(RETRIES):
        return _end_queued(letter, S.FAILED, f"given up: {closed.said}", at=at)
    later = at + RETRIES[letter.attempts]
    _change(letter, {S.QUEUED}, attempts=letter.attempts + 1, due_at=later, reason=closed.said)
    return _read(letter.pk).state


def _end_queued(letter: Letter, state: str, reason: str, *, at: datetime) -> str:
    _end(letter, {S.QUEUED}, state, reason, at=at)
    return _read(letter.pk).state


def _end(letter: Letter, sources: set[Letter.State], state: str, reason: str, *, at: datetime) -> bool:
    """Write down how a letter ended, with its event; tells whether it was still in one of these states."""
    with transaction.atomic():
        ended_at = None if state == S.UNKNOWN else at
        if not _change(letter, sources, state=state, reason=reason[:200], ended_at=ended_at):
            return False
        record_event(
            kind=f"letter.{state}",
            at=at,
            campaign_id=letter.campaign_id,
            participant_id=letter.participant_id,
            data={"letter": str(letter.public_id), "kind": letter.kind, **({"reason": reason} if reason else {})},
        )
    return True


def _change(letter: Letter, sources: set[Letter.State], **changes: Any) -> bool:
    """Compare and set: of two who try, the second finds nothing, and nor does who was overtaken meanwhile.

    Each claim has its number among the attempts.
    """
    same = Letter.objects.filter(pk=letter.pk, state__in=sources, attempts=letter.attempts)
    return bool(same.update(**changes))


def _read(letter_id: int) -> Letter:
    return Letter.objects.select_related("user", "campaign", "participant").get(pk=letter_id)
