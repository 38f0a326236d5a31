"""Pledging: saying what part of one's rewards goes to the charity or the solidarity pool, from the next one on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from campaigns.errors import InvalidInput
from campaigns.events.operations import record_event
from campaigns.recruiting.models import Participant
from rewards.ledger.models import Pledge


def make_pledge(*, participant: Participant, percent: int, to: str, at: datetime) -> Pledge:
    """Pledge a percentage of the rewards that are settled from now on; 0 ends an earlier pledge."""
    if type(percent) is not int or not 0 <= percent <= 100:
        raise InvalidInput("percent_out_of_range", "percent must be a whole number from 0 to 100.", field="percent")
    if to not in Pledge.To.values:
        raise InvalidInput("unknown_destination", f"to must be one of {', '.join(Pledge.To.values)}.", field="to")
    last = Pledge.objects.in_force([participant.pk]).first()
    if last is not None and (last.percent, last.to) == (percent, to):
        return last
    with transaction.atomic():
        pledge = Pledge.objects.create(participant=participant, percent=percent, to=to, made_at=at)
        record_event(
            kind="pledge.made",
            at=at,
            campaign_id=participant.campaign_id,
            actor_id=participant.user_id,
            participant_id=participant.pk,
            data={"percent": percent, "to": to},
        )
    return pledge
