"""Noticing: the rules of trust applied to what is new in the log, and what they say written down as Signals.

A signal is told once, and again only when it has become graver. The gravest put the rewards of those suspected on
hold, with the reason, until a person decides; no signal does more. One reader at a time works on a campaign.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.events.reading import move_cursor, read_events
from campaigns.findings.models import Finding
from campaigns.recruiting.models import Participant
from campaigns.trust.gathering import gather_facts
from campaigns.trust.models import Signal
from campaigns.trust.operations import place_hold
from campaigns.trust.risk import find_risks, reason
from campaigns.trust.risk_facts import HOLD, Attempt, Noticed
from campaigns.trust.standing import DECIDED, recompute_standings

logger = logging.getLogger(__name__)

NEWS, DAY_AFTER = "trust.noticing", "trust.day_after"
"""Two readers of the log: one looks at once, the other a day later, when it shows who was never seen again."""
EVENTS_AT_ONCE = 1_000
MOST_NAMED = 200
_NOTICING_LOCKS = 4
_JOINED = {"participant.joined", "place.claimed"}
_REFUSED, _BELOW_THEMSELVES = "join.refused", {"self_referral", "own_downline"}


def notice_news(*, at: datetime, limit: int = EVENTS_AT_ONCE) -> int:
    """Look at what happened since the last time; returns how many events were read."""
    return _read_on(NEWS, at=at, limit=limit, older_than=None)


def notice_day_after(*, at: datetime, limit: int = EVENTS_AT_ONCE) -> int:
    """Look once more at what happened a day ago; returns how many events were read."""
    return _read_on(DAY_AFTER, at=at, limit=limit, older_than=at - timedelta(days=1))


def notice_finding(*, finding_id: int, at: datetime) -> list[Signal]:
    """Look around one report at once, before somebody takes it up."""
    finding = Finding.objects.get(pk=finding_id)
    return notice_around(
        campaign_id=finding.campaign_id, participant_ids=[finding.participant_id], finding_ids=[finding_id], at=at
    )


def notice_around(
    *,
    campaign_id: int,
    participant_ids: Collection[int],
    finding_ids: Collection[int],
    at: datetime,
    attempts: Collection[Attempt] = (),
) -> list[Signal]:
    """Apply every rule to the facts around these people and findings; returns the signals that are new."""
    with transaction.atomic():
        _take_turn(campaign_id)
        facts = gather_facts(
            campaign_id=campaign_id,
            participant_ids=participant_ids,
            finding_ids=finding_ids,
            at=at,
            attempts=attempts,
        )
        new = {*participant_ids, *(attempt.participant_id for attempt in facts.attempts)}
        new |= {facts.report_by_id[pk].participant_id for pk in finding_ids if pk in facts.report_by_id}
        # What is around them was looked at when it was new, by facts that were gathered for it.
        noticed = [each for each in find_risks(facts) if not new.isdisjoint(each.people)]
        return _write(campaign_id, noticed, at=at)


def _read_on(reader: str, *, at: datetime, limit: int, older_than: datetime | None) -> int:
    with transaction.atomic():
        events = read_events(reader=reader, limit=limit, older_than=older_than)
        if not events:
            return 0
        for campaign_id, about in sorted(_by_campaign(events).items()):
            try:
                with transaction.atomic():
                    _notice_campaign(campaign_id, about, at=at)
            except Exception as failed:
                # One campaign's rows must not make trust blind in all others; and it is not passed over in silence.
                logger.exception("The rules of trust failed in campaign %s", campaign_id)
                record_event(
                    kind="trust.noticing_failed",
                    at=at,
                    campaign_id=campaign_id,
                    data={"error": type(failed).__name__, "from": about[0].pk, "to": about[-1].pk},
                )
        move_cursor(reader=reader, to=events[-1], at=at)
    return len(events)


def _notice_campaign(campaign_id: int, events: Collection[Event], *, at: datetime) -> None:
    people = {event.participant_id for event in events if event.kind in _JOINED and event.participant_id}
    findings = {event.finding_id for event in events if _tells_of_report(event.kind) and event.finding_id}
    attempts = [
        Attempt(event.participant_id, event.at)
        for event in events
        if event.kind == _REFUSED and event.participant_id and event.data.get("code") in _BELOW_THEMSELVES
    ]
    if people or findings or attempts:
        notice_around(campaign_id=campaign_id, participant_ids=people, finding_ids=findings, at=at, attempts=attempts)
    decided = [event for event in events if event.kind in DECIDED]
    if decided:
        recompute_standings(
            campaign_id=campaign_id,
            participant_ids={event.participant_id for event in decided if event.participant_id},
            finding_ids={event.finding_id for event in decided if event.finding_id},
            at=at,
        )


def _tells_of_report(kind: str) -> bool:
    return kind == "finding.submitted" or kind.startswith("evidence.")


def _by_campaign(events: Iterable[Event]) -> Mapping[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for event in events:
        if event.campaign_id is not None:
            found.setdefault(event.campaign_id, []).append(event)
    return found


def _write(campaign_id: int, noticed: Collection[Noticed], *, at: datetime) -> list[Signal]:
    keys = [f"{each.subject}/{severity}" for each in noticed for severity in range(each.severity, HOLD + 1)]
    known = {(signal.kind, signal.key): signal for signal in Signal.objects.filter(campaign=campaign_id, key__in=keys)}
    ids = {pk for each in noticed for pk in each.people}
    people = {person.pk: person for person in Participant.objects.filter(pk__in=ids).select_related("campaign")}
    told: list[Signal] = []
    for each in noticed:
        as_grave = (f"{each.subject}/{severity}" for severity in range(each.severity, HOLD + 1))
        signal = next((known[each.kind, key] for key in as_grave if (each.kind, key) in known), None)
        if signal is None:
            signal = _tell(campaign_id, each, people, at=at)
            told.append(signal)
        if each.severity == HOLD and signal.state != Signal.State.CLEARED:
            # Also whoever came to it since; whoever is held for it already stays held once.
            _hold(signal, each, people, at=at)
    return told


def _tell(campaign_id: int, noticed: Noticed, people: Mapping[int, Participant], *, at: datetime) -> Signal:
    def names(ids: Collection[int]) -> list[str]:
        return [str(people[pk].public_id) for pk in list(ids)[:MOST_NAMED] if pk in people]

    signal = Signal.objects.create(
        campaign_id=campaign_id,
        kind=noticed.kind,
        severity=noticed.severity,
        key=noticed.key,
        participant_id=noticed.people[0],
        finding_id=noticed.finding_id,
        facts={"numbers": dict(noticed.facts), "people": names(noticed.people), "suspects": names(noticed.suspects)},
        noticed_at=at,
    )
    record_event(
        kind="trust.noticed",
        at=at,
        campaign_id=campaign_id,
        participant_id=noticed.people[0],
        finding_id=noticed.finding_id,
        data={"signal": str(signal.public_id), "kind": noticed.kind, "severity": noticed.severity},
    )
    return signal


def _hold(signal: Signal, noticed: Noticed, people: Mapping[int, Participant], *, at: datetime) -> None:
    why = str(reason(noticed.kind, noticed.facts))[:500]
    held = set(signal.holds.values_list("participant", flat=True))
    for pk in noticed.suspects:
        if pk in people and pk not in held:
            place_hold(participant=people[pk], signal=signal, reason=why, at=at, placed_by=None)


def _take_turn(campaign_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NOTICING_LOCKS, campaign_id % 2**31])
