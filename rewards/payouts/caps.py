"""Caps, holds and treasurers: how fast money may leave, whom it does not go to for now, and who decides.

Caps slow money down and take nothing away: what is above them stays payable for the next day. A day is the
campaign's own, and counts what was approved in it and has not come back.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.payouts.models import MOST_PAYOUT_MINOR, Payout, PayoutHold, PayoutRules
from rewards.settlement.waiting import why_they_wait

CAPS = ("most_per_person_minor", "most_per_day_minor", "least_payout_minor", "manual_above_minor")


def require_treasurer(user: User, *, campaign_id: int) -> None:
    """Refuse whoever is no treasurer of the campaign: those who promise money are not by that those who pay it."""
    if not Role.objects.filter(user=user, campaign_id=campaign_id, kind=Role.Kind.TREASURER).exists():
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
        # Made first, so that two who set caps at once wait for each other.
        made = {"changed_by": organizer, "changed_at": at}
        PayoutRules.objects.get_or_create(campaign=campaign, defaults=made)
        rules = PayoutRules.objects.select_for_update(no_key=True).get(campaign=campaign)
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
    reason = reason.strip()
    if not reason:
        raise InvalidInput("reason_missing", "Say why: the person may ask.", field="reason")
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
    """Pay this person again. Whoever repeats this changes nothing."""
    require_treasurer(treasurer, campaign_id=hold.participant.campaign_id)
    with transaction.atomic():
        hold = (
            PayoutHold.objects.select_for_update(no_key=True, of=("self",))
            .select_related("participant")
            .get(pk=hold.pk)
        )
        if hold.lifted_at is None:
            hold.lifted_by, hold.lifted_at = treasurer, at
            hold.save(update_fields=["lifted_by", "lifted_at"])
            _note(hold, "payout_hold.lifted", treasurer, at, {})
    return hold


def held_people(participant_ids: set[int], *, at: datetime) -> dict[int, str]:
    """Tell who of these is paid nothing for now, and why: on_hold, in_quarantine or removed."""
    held = PayoutHold.objects.filter(participant__in=participant_ids, lifted_at__isnull=True)
    by_treasurers = dict.fromkeys(held.values_list("participant_id", flat=True), "on_hold")
    return by_treasurers | why_they_wait(participant_ids, at=at)


def _note(hold: PayoutHold, kind: str, actor: User, at: datetime, data: dict[str, Any]) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=hold.participant.campaign_id,
        actor_id=actor.pk,
        participant_id=hold.participant_id,
        data={"hold": str(hold.public_id), **data},
    )
