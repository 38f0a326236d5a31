"""Holds, quarantines and objections: what people decide about people, and how those concerned answer.

A hold lets everything that somebody earns wait, until a person decides or its time runs out; after that it has no
effect, and nothing has to run for it. Decided, it is cleared, or it excludes them (they earn nothing any more) or bans
them (and they take no part). A quarantine closes a branch and lets its rewards wait. Each can be objected to by those
whom it concerns, once; another organizer answers, and granting undoes what was decided.

Everything here locks the campaign's standings first, so that no payment runs into the middle of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import (
    freeze_branch,
    lock_standings,
    reinstate_member,
    remove_member,
    unfreeze_branch,
)
from campaigns.trust.deciding import refuse_kin, refuse_same_person, said_in
from campaigns.trust.models import Hold, Objection, Quarantine, Signal

HOLD_DAYS = 30
MOST_HOLD_DAYS = 90
# How long what is held of somebody who was removed waits for their objection.
OBJECTION_DAYS = 14
MOST_REASON, MOST_NOTE, MOST_OBJECTION = 500, 1_000, 2_000

D = Hold.Decision
REMOVING = (D.EXCLUDED.value, D.BANNED.value)


def place_hold(
    *,
    participant: Participant,
    reason: str,
    at: datetime,
    signal: Signal | None = None,
    placed_by: User | None = None,
    days: int = HOLD_DAYS,
) -> Hold:
    """Let everything that this person earns wait; once for each signal, whoever repeats it gets the same hold."""
    reason = said_in(reason, field="reason", most=MOST_REASON, ask="Say why; the person will read it.")
    if not 1 <= days <= MOST_HOLD_DAYS:
        raise InvalidInput("days_out_of_range", f"days must be from 1 to {MOST_HOLD_DAYS}.", field="days")
    refuse_kin(participant, placed_by)
    with transaction.atomic():
        lock_standings(participant.campaign_id)
        if signal is not None:
            known = Hold.objects.filter(participant=participant, signal=signal).first()
            if known is not None:
                return known
        participant.refresh_from_db(fields=["removed_at"])
        if placed_by is not None and participant.removed_at is not None:
            raise NotPossibleNow("already_removed", "This person was removed already and earns nothing any more.")
        hold = Hold.objects.create(
            campaign_id=participant.campaign_id,
            participant=participant,
            signal=signal,
            reason=reason,
            placed_at=at,
            placed_by=placed_by,
            expires_at=at + timedelta(days=days),
        )
        _note("hold.placed", participant, placed_by, at, hold=str(hold.public_id), until=hold.expires_at.isoformat())
    return hold


def decide_hold(*, hold: Hold, decision: str, decided_by: User, at: datetime, note: str = "") -> Hold:
    """Decide a hold for good: cleared, or the person is excluded or banned, with a note that says why."""
    if decision not in D.values:
        raise InvalidInput("unknown_decision", f"decision must be one of {', '.join(D.values)}.", field="decision")
    note = _checked_note(note, needed=decision in REMOVING)
    refuse_kin(hold.participant, decided_by)
    with transaction.atomic():
        lock_standings(hold.campaign_id)
        hold = _locked_hold(hold)
        if hold.decided_at is not None:
            raise NotPossibleNow(
                "already_decided",
                "This hold was decided already. What was decided can be objected to.",
                field="decision",
            )
        return _decide(hold, decision, by=decided_by, at=at, note=note)


def _decide(hold: Hold, decision: str, *, by: User, at: datetime, note: str) -> Hold:
    hold.decision, hold.decided_by, hold.decided_at, hold.note = decision, by, at, note
    hold.save(update_fields=["decision", "decided_by", "decided_at", "note"])
    said = {"hold": str(hold.public_id)}
    _note("hold.decided", hold.participant, by, at, decision=decision, **said)
    if decision in REMOVING:
        remove_member(participant=hold.participant, banned=decision == D.BANNED, actor=by, at=at, **said)
        _open_to_objection(hold)
    else:
        _grant_open(hold.objections.all(), by=by, at=at, note=note)
    return hold


def _open_to_objection(hold: Hold) -> None:
    """Let an exclusion be objected to by somebody whose objection to the hold before it was answered already.

    Its reason is the decision's note: what a rule noticed is not for the person to read.
    """
    if not hold.objections.filter(decided_at__isnull=False).exists():
        return
    decided = {"decision": hold.decision, "decided_at": hold.decided_at, "decided_by": hold.decided_by}
    again = Hold.objects.create(
        campaign_id=hold.campaign_id,
        participant=hold.participant,
        reason=hold.note[:MOST_REASON],
        placed_at=hold.decided_at or hold.placed_at,
        placed_by=hold.decided_by,
        expires_at=(hold.decided_at or hold.placed_at) + timedelta(days=HOLD_DAYS),
        note=hold.note,
        **decided,
    )
    said = {"hold": str(again.public_id), "instead_of": str(hold.public_id)}
    _note("hold.opened_to_objection", hold.participant, hold.decided_by, again.placed_at, **said)


def quarantine_branch(*, root: Participant, reason: str, placed_by: User | None, at: datetime) -> Quarantine:
    """Close a branch to recruits, and let the rewards of everybody in it wait until that is lifted."""
    reason = said_in(reason, field="reason", most=MOST_REASON, ask="Say why; the person at its root will read it.")
    refuse_kin(root, placed_by)
    with transaction.atomic():
        lock_standings(root.campaign_id)
        if Quarantine.objects.filter(root=root, lifted_at__isnull=True).exists():
            raise NotPossibleNow("already_in_quarantine", "This branch is in quarantine already.")
        quarantine = Quarantine.objects.create(
            campaign_id=root.campaign_id, root=root, reason=reason, placed_at=at, placed_by=placed_by
        )
        said = {"quarantine": str(quarantine.public_id)}
        _note("quarantine.placed", root, placed_by, at, **said)
        freeze_branch(root=root, actor=placed_by, at=at, **said)
    return quarantine


def lift_quarantine(*, quarantine: Quarantine, lifted_by: User, at: datetime, note: str = "") -> Quarantine:
    """Open the branch again; what waited in it is released by the sweep. Whoever repeats this changes nothing."""
    note = _checked_note(note, needed=False)
    refuse_kin(quarantine.root, lifted_by)
    with transaction.atomic():
        lock_standings(quarantine.campaign_id)
        quarantine = _locked_quarantine(quarantine)
        if quarantine.lifted_at is None:
            _lift(quarantine, by=lifted_by, at=at, note=note)
    return quarantine


def _lift(quarantine: Quarantine, *, by: User, at: datetime, note: str) -> None:
    quarantine.lifted_by, quarantine.lifted_at, quarantine.note = by, at, note
    quarantine.save(update_fields=["lifted_by", "lifted_at", "note"])
    said = {"quarantine": str(quarantine.public_id)}
    _note("quarantine.lifted", quarantine.root, by, at, **said)
    unfreeze_branch(root=quarantine.root, actor=by, at=at, **said)
    _grant_open(quarantine.objections.all(), by=by, at=at, note=note)


def make_objection(
    *,
    participant: Participant,
    text: str,
    at: datetime,
    hold: Hold | None = None,
    quarantine: Quarantine | None = None,
) -> Objection:
    """Let somebody say that a hold, an exclusion or a quarantine that concerns them is wrong; once for each."""
    text = said_in(text, field="text", most=MOST_OBJECTION, ask="Say what is wrong about it.")
    if (hold is None) == (quarantine is None):
        raise InvalidInput("objection_to_one_thing", "Name either a hold or a quarantine.", field="hold")
    with transaction.atomic():
        lock_standings(participant.campaign_id)
        if hold is not None:
            hold = _locked_hold(hold)
            stands = hold.decision in REMOVING or (hold.decided_at is None and hold.expires_at > at)
            if hold.participant_id != participant.pk or not stands:
                raise _nothing_to_object_to("hold")
        if quarantine is not None:
            quarantine = _locked_quarantine(quarantine)
            if quarantine.lifted_at is not None or not _stands_in(participant, quarantine):
                raise _nothing_to_object_to("quarantine")
        try:
            with transaction.atomic():
                objection = Objection.objects.create(
                    participant=participant, hold=hold, quarantine=quarantine, text=text, made_at=at
                )
        except IntegrityError as refused:
            if "objected_to_once_by_each" not in str(refused):
                raise
            raise NotPossibleNow(
                "already_objected", "You have objected to this already; the answer is shown beside your objection."
            ) from None
        _note("objection.made", participant, participant.user, at, objection=str(objection.public_id))
    return objection


def decide_objection(
    *, objection: Objection, granted: bool, decided_by: User, at: datetime, note: str = ""
) -> Objection:
    """Answer an objection. Granted, a hold is cleared, a removed person reinstated, a quarantine lifted."""
    note = _checked_note(note, needed=not granted)
    hold, quarantine = objection.hold, objection.quarantine
    if hold is not None:
        refuse_same_person(decided_by, hold.placed_by_id, hold.decided_by_id)
    if quarantine is not None:
        refuse_same_person(decided_by, quarantine.placed_by_id)
        refuse_kin(quarantine.root, decided_by)
    refuse_kin(objection.participant, decided_by)
    with transaction.atomic():
        lock_standings(objection.participant.campaign_id)
        objection = Objection.objects.select_for_update(no_key=True, of=("self",)).get(pk=objection.pk)
        if objection.decided_at is not None:
            raise NotPossibleNow("already_decided", "This objection was answered already.")
        _answer(objection, granted, by=decided_by, at=at, note=note)
        if granted and objection.hold is not None:
            _undo_hold(_locked_hold(objection.hold), by=decided_by, at=at, note=note)
        if granted and objection.quarantine is not None:
            quarantine = _locked_quarantine(objection.quarantine)
            if quarantine.lifted_at is None:
                _lift(quarantine, by=decided_by, at=at, note=note)
    return objection


def _undo_hold(hold: Hold, *, by: User, at: datetime, note: str) -> None:
    if hold.decided_at is None:
        _decide(hold, D.CLEARED.value, by=by, at=at, note=note)
    elif hold.decision in REMOVING:
        reinstate_member(participant=hold.participant, actor=by, at=at, hold=str(hold.public_id))


def _answer(objection: Objection, granted: bool, *, by: User, at: datetime, note: str) -> None:
    objection.granted, objection.decided_by, objection.decided_at, objection.note = granted, by, at, note
    objection.save(update_fields=["granted", "decided_by", "decided_at", "note"])
    said = {"objection": str(objection.public_id), "granted": granted}
    _note("objection.decided", objection.participant, by, at, **said)


def _grant_open(objections: QuerySet[Objection], *, by: User, at: datetime, note: str) -> None:
    """Grant what still asks for what has just been done."""
    for objection in objections.filter(decided_at__isnull=True).select_for_update(no_key=True).order_by("pk"):
        _answer(objection, True, by=by, at=at, note=note)


def _nothing_to_object_to(what: str) -> NotPossibleNow:
    return NotPossibleNow("nothing_to_object_to", f"This {what} does not concern you, or not any more.", field=what)


def _stands_in(participant: Participant, quarantine: Quarantine) -> bool:
    chain = Participant.objects.chain_of(participant.pk)
    return any(member.participant_id == quarantine.root_id for member in chain)


def _checked_note(note: str, *, needed: bool) -> str:
    if not note.strip() and not needed:
        return ""
    return said_in(note, field="note", most=MOST_NOTE, ask="Say why in the note; the person will read it.")


def _locked_hold(hold: Hold) -> Hold:
    locked = Hold.objects.select_for_update(no_key=True, of=("self",)).select_related("participant__campaign")
    return locked.get(pk=hold.pk)


def _locked_quarantine(quarantine: Quarantine) -> Quarantine:
    locked = Quarantine.objects.select_for_update(no_key=True, of=("self",)).select_related("root__campaign")
    return locked.get(pk=quarantine.pk)


def _note(kind: str, participant: Participant, actor: User | None, at: datetime, **said: Any) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=participant.campaign_id,
        actor_id=actor.pk if actor else None,
        participant_id=participant.pk,
        data=said,
    )
