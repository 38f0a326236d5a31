"""Signals decided: a person says of what was noticed that nothing is wrong, or that something is; once, and why.

A cleared signal clears the holds that rest on it and are undecided. An upheld one counts against the standing of those
suspected; whether anybody is excluded or banned is decided by their hold, by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import lock_standings
from campaigns.trust.deciding import refuse_kin, said_in
from campaigns.trust.models import Hold, Signal
from campaigns.trust.operations import MOST_NOTE, decide_hold
from campaigns.trust.standing import recompute_standings

S = Signal.State
DECISIONS = (S.CLEARED.value, S.UPHELD.value)


def decide_signal(*, signal: Signal, state: str, decided_by: User, at: datetime, note: str) -> Signal:
    """Decide a signal for good, with a note that says why.

    Raises NotAllowed to whoever is among those concerned, above or below them; NotPossibleNow where it was decided.
    """
    if state not in DECISIONS:
        raise InvalidInput("unknown_decision", f"state must be one of {', '.join(DECISIONS)}.", field="state")
    note = said_in(note, field="note", most=MOST_NOTE, ask="Say why in the note; it stays with the signal.")
    concerned = people_of([signal])
    for participant in concerned.values():
        refuse_kin(participant, decided_by)
    with transaction.atomic():
        lock_standings(signal.campaign_id)
        signal = Signal.objects.select_for_update(no_key=True, of=("self",)).get(pk=signal.pk)
        if signal.state != S.OPEN:
            raise NotPossibleNow(
                "already_decided",
                f"This signal was decided already: {signal.get_state_display()}. A signal is decided once; "
                "what follows from it is decided by the holds.",
                field="state",
            )
        signal.state, signal.decided_by, signal.decided_at, signal.note = state, decided_by, at, note
        signal.save(update_fields=["state", "decided_by", "decided_at", "note"])
        record_event(
            kind="trust.signal_decided",
            at=at,
            campaign_id=signal.campaign_id,
            actor_id=decided_by.pk,
            participant_id=signal.participant_id,
            data={"signal": str(signal.public_id), "kind": signal.kind, "state": state},
        )
        if state == S.CLEARED:
            resting = signal.holds.filter(decided_at__isnull=True).select_related("participant")
            for hold in resting.order_by("pk"):
                decide_hold(hold=hold, decision=Hold.Decision.CLEARED, decided_by=decided_by, at=at, note=note)
        else:
            suspects = {*signal.facts.get("suspects", ())}
            ids = [person.pk for name, person in concerned.items() if name in suspects]
            recompute_standings(campaign_id=signal.campaign_id, participant_ids=ids, finding_ids=(), at=at)
    return signal


def people_of(signals: Iterable[Signal]) -> dict[str, Participant]:
    """Give everybody whom these signals concern, by the names that stand in their facts."""
    names = {name for signal in signals for name in signal.facts.get("people", ())}
    return {str(each.public_id): each for each in Participant.objects.filter(public_id__in=names)}
