"""Caps, holds and treasurers: how fast money may leave, whom it does not go to for now, and who decides.

Caps slow money down and take nothing away: what is above them stays payable for the next day. A day is the
campaign's own, and counts what was approved in it and has not come back.

Nobody decides about holding themselves, their upline or their downline. Whoever is held reads why, and may say once
that it is wrong; another treasurer than who placed the hold answers.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.deciding import refuse_kin, said_in
from rewards.payouts.models import (
    MOST_ANSWER,
    MOST_OBJECTION,
    MOST_PAYOUT_MINOR,
    MOST_REASON,
    Payout,
    PayoutHold,
    PayoutObjection,
    PayoutRules,
)
from rewards.settlement.waiting import why_they_wait

CAPS = ("most_per_person_minor", "most_per_day_minor", "least_payout_minor", "manual_above_minor")


def is_treasurer(user: User, *, campaign_id: int) -> bool:
    """Tell whether somebody pays in this campaign, which no other role includes."""
    return Role.objects.filter(user=user, campaign_id=campaign_id, kind=Role.Kind.TREASURER).exists()


def require_treasurer(user: User, *, campaign_id: int) -> None:
    """Refuse whoever is no treasurer of the campaign: those who promise money are not by that those who pay it."""
    if not is_treasurer(user, campaign_id=campaign_id):
        raise NotAllowed(
            "not_a_treasurer",
            "Only the campaign's treasurers can do this. An organizer can be given that role as well.",
        )


def rules_of(campaign_id: int) -> PayoutRules:
    """Give the campaign's caps; where nobody set any, those that hold by themselves."""
    return PayoutRules.objects.filter(campaign_id=campaign_id).first() or PayoutRules(campaign_id=campaign_id)


def set_payout_rules(*, campaign: Campaign, organizer: User, at: datetime, **caps: int | None) -> PayoutRules:
    """Set caps; those that are not named stay as they are."""
    for name, cap in caps.items():
        if cap is None and name == "manual_above_minor":
            raise InvalidInput("cap_out_of_range", "manual_above_minor is a number; 0 means every payout.", field=name)
        least = 0 if name == "manual_above_minor" else 1
        if cap is not None and not least <= cap <= MOST_PAYOUT_MINOR:
            raise InvalidInput("cap_out_of_range", f"{name} must be from {least} to {MOST_PAYOUT_MINOR}.", field=name)
    with transaction.atomic():
        rules = lock_rules(campaign=campaign, organizer=organizer, at=at)
        changes = {name: cap for name, cap in caps.items() if getattr(rules, name) != cap}
        for name, cap in changes.items():
            setattr(rules, name, cap)
        _refuse_crossed(rules)
        if changes:
            rules.changed_by, rules.changed_at = organizer, at
            rules.save()
            record_event(
                kind="payout_rules.changed", at=at, campaign_id=campaign.pk, actor_id=organizer.pk, data=changes
            )
    return rules


def lock_rules(*, campaign: Campaign, organizer: User, at: datetime) -> PayoutRules:
    """Lock the campaign's caps until the transaction ends; made first, so that two who set them wait for each other."""
    made = {"changed_by": organizer, "changed_at": at}
    PayoutRules.objects.get_or_create(campaign=campaign, defaults=made)
    return PayoutRules.objects.select_for_update(no_key=True).get(campaign=campaign)


def _refuse_crossed(rules: PayoutRules) -> None:
    for name in ("most_per_person_minor", "most_per_day_minor"):
        most: int | None = getattr(rules, name)
        if most is not None and rules.least_payout_minor is not None and most < rules.least_payout_minor:
            raise InvalidInput(
                "caps_leave_no_room",
                f"{name} is less than the least payout of {rules.least_payout_minor}: nobody could be paid.",
                field=name,
            )


def paid_today(campaign: Campaign, *, at: datetime, apart_from: int | None = None) -> dict[int, int]:
    """Sum up what was approved in the campaign's day for each participant id, one batch apart."""
    local = at.astimezone(campaign.zone())
    began = datetime.combine(local.date(), time.min, tzinfo=campaign.zone())
    payouts = Payout.objects.counting().filter(campaign=campaign, batch__approved_at__gte=began)
    if apart_from is not None:
        payouts = payouts.exclude(batch_id=apart_from)
    summed = payouts.order_by().values_list("participant_id").annotate(Sum("amount_minor"))
    return dict(summed)


def hold_person(*, participant: Participant, treasurer: User, reason: str, at: datetime) -> PayoutHold:
    """Pay this person nothing for the time being; what is queued for them stays queued."""
    require_treasurer(treasurer, campaign_id=participant.campaign_id)
    refuse_kin(participant, treasurer)
    reason = said_in(reason, field="reason", most=MOST_REASON, ask="Say why; the person will read it.")
    try:
        with transaction.atomic():
            hold = PayoutHold.objects.create(participant=participant, reason=reason, by=treasurer, at=at)
            _note(hold, "payout_hold.placed", treasurer, at, {"reason": reason})
    except IntegrityError as refused:
        if "person_is_held_once_at_a_time" not in str(refused):
            raise
        raise NotPossibleNow("already_on_hold", "This person is on hold already. Lift that hold first.") from None
    return hold


def lift_hold(*, hold: PayoutHold, treasurer: User, at: datetime) -> PayoutHold:
    """Pay this person again, which grants an objection that waits. Whoever repeats this changes nothing."""
    require_treasurer(treasurer, campaign_id=hold.participant.campaign_id)
    refuse_kin(hold.participant, treasurer)
    with transaction.atomic():
        hold = _locked(hold)
        if hold.lifted_at is None:
            _lift(hold, by=treasurer, at=at)
            waiting = PayoutObjection.objects.filter(hold=hold, decided_at__isnull=True).first()
            if waiting is not None:
                _answer(waiting, True, by=treasurer, at=at, note="")
    return hold


def object_to_hold(*, hold: PayoutHold, text: str, at: datetime) -> PayoutObjection:
    """Let the person who is held say that it is wrong, once for each hold."""
    text = said_in(text, field="text", most=MOST_OBJECTION, ask="Say what is wrong about it.")
    with transaction.atomic():
        hold = _locked(hold)
        if hold.lifted_at is not None:
            raise NotPossibleNow("nothing_to_object_to", "This hold was lifted; you are paid again.")
        if PayoutObjection.objects.filter(hold=hold).exists():
            raise NotPossibleNow(
                "already_objected", "You have objected to this already; the answer is shown beside your objection."
            )
        objection = PayoutObjection.objects.create(hold=hold, text=text, made_at=at)
        _note(hold, "payout_objection.made", hold.participant.user, at, {})
    return objection


def answer_objection(*, hold: PayoutHold, granted: bool, treasurer: User, at: datetime, note: str = "") -> PayoutHold:
    """Answer the objection to a hold, by another treasurer than who placed it. Granted, the hold is lifted."""
    require_treasurer(treasurer, campaign_id=hold.participant.campaign_id)
    if note.strip() or not granted:
        note = said_in(note, field="note", most=MOST_ANSWER, ask="Say why in the note; the person will read it.")
    if hold.by_id == treasurer.pk:
        raise NotAllowed(
            "objection_to_own_decision",
            "You placed this hold yourself. Another treasurer must answer; if you are the only one, an organizer can"
            " invite another. You can also lift the hold.",
        )
    refuse_kin(hold.participant, treasurer)
    with transaction.atomic():
        hold = _locked(hold)
        objection = PayoutObjection.objects.filter(hold=hold).first()
        if objection is None:
            raise NotPossibleNow("nobody_objected", "The person has not objected to this hold.")
        if objection.decided_at is not None:
            raise NotPossibleNow("already_decided", "This objection was answered already.")
        _answer(objection, granted, by=treasurer, at=at, note=note)
        if granted:
            _lift(hold, by=treasurer, at=at)
    return hold


def holds_shown() -> QuerySet[PayoutHold]:
    """Holds with all that is shown of them, the latest first."""
    return PayoutHold.objects.select_related(
        "participant__campaign", "by", "lifted_by", "objection__decided_by"
    ).order_by("-pk")


def held_people(participant_ids: set[int], *, at: datetime) -> dict[int, str]:
    """Tell who of these is paid nothing for now, and why: on_hold, in_quarantine or removed."""
    held = PayoutHold.objects.filter(participant__in=participant_ids, lifted_at__isnull=True)
    by_treasurers = dict.fromkeys(held.values_list("participant_id", flat=True), "on_hold")
    return by_treasurers | why_they_wait(participant_ids, at=at)


def _locked(hold: PayoutHold) -> PayoutHold:
    locked = PayoutHold.objects.select_for_update(no_key=True, of=("self",)).select_related("participant__user")
    return locked.get(pk=hold.pk)


def _lift(hold: PayoutHold, *, by: User, at: datetime) -> None:
    hold.lifted_by, hold.lifted_at = by, at
    hold.save(update_fields=["lifted_by", "lifted_at"])
    _note(hold, "payout_hold.lifted", by, at, {})


def _answer(objection: PayoutObjection, granted: bool, *, by: User, at: datetime, note: str) -> None:
    objection.granted, objection.decided_by, objection.decided_at, objection.note = granted, by, at, note
    objection.save(update_fields=["granted", "decided_by", "decided_at", "note"])
    _note(objection.hold, "payout_objection.decided", by, at, {"granted": granted})


def _note(hold: PayoutHold, kind: str, actor: User | None, at: datetime, data: dict[str, Any]) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=hold.participant.campaign_id,
        actor_id=actor.pk if actor else None,
        participant_id=hold.participant_id,
        data={"hold": str(hold.public_id), **data},
    )


def remove_planned_rules(campaign: Campaign) -> None:
    """Let the rules of payouts go with a draft that is removed."""
    PayoutRules.objects.filter(campaign=campaign).delete()
