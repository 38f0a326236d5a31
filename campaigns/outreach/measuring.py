"""Measuring: what became of a nudge's letters, and how many of its people were active again.

Counted by days of the campaign's zone, from the day of the nudge through so many days after it; nobody of its audience
had been active on that day before. People stay in the arm that chance gave them, whatever became of their letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count

from campaigns.outreach.audiences import Window, count_active
from campaigns.outreach.effect import Arm, difference_of, say_difference
from campaigns.outreach.letters import NUDGE
from campaigns.outreach.models import Letter, Nudge, NudgeMember
from campaigns.participation.figures import Figure
from campaigns.participation.rollup import calendar_of
from campaigns.saying import all_of, day, said, said_of

WINDOWS = (7, 14)
"""Days after the nudge through which people are looked at."""


@dataclass(frozen=True)
class Effect:
    """Who was active again within so many days, and the difference between the arms once that time is over."""

    days: int
    treated: Arm
    held_out: Arm
    ends_at: datetime
    difference: Figure
    sentence: str


@dataclass
class Fate:
    """What became of a nudge's letters, in people; those whose letters are not written yet are waiting too."""

    treated: int = 0
    held_out: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
    suppressed: dict[str, int] = field(default_factory=dict)


def effects_of(nudges: Sequence[Nudge], *, at: datetime) -> Mapping[int, list[Effect]]:
    """Measure nudges of one campaign, by their ids."""
    calendars = {nudge.pk: calendar_of(nudge.campaign) for nudge in nudges}
    first = {nudge.pk: calendars[nudge.pk].number_at("day", nudge.at) for nudge in nudges}
    effects: dict[int, list[Effect]] = {nudge.pk: [] for nudge in nudges}
    for days in WINDOWS:
        counted = count_active({pk: Window(day, day + days) for pk, day in first.items()})
        for nudge in nudges:
            arms = {arm: Arm(*counted.get((nudge.pk, arm), (0, 0))) for arm in NudgeMember.Arm.values}
            ends_at = calendars[nudge.pk].end_of("day", first[nudge.pk] + days)
            effects[nudge.pk].append(
                _effect(days, arms["treated"], arms["held_out"], ends_at=ends_at, is_over=ends_at <= at)
            )
    return effects


def fates_of(nudges: Sequence[Nudge]) -> Mapping[int, Fate]:
    """Count what became of the letters of nudges, by their ids."""
    fates: dict[int, Fate] = defaultdict(Fate)
    arms = NudgeMember.objects.filter(nudge__in=nudges).order_by().values_list("nudge", "arm").annotate(n=Count("pk"))
    for nudge_id, arm, count in arms:
        setattr(fates[nudge_id], arm, count)
    by_key = {str(nudge.public_id): nudge.pk for nudge in nudges}
    letters = Letter.objects.filter(kind=NUDGE.name, key__in=by_key).order_by()
    for key, state, reason, count in letters.values_list("key", "state", "reason").annotate(n=Count("pk")):
        fate = fates[by_key[key]]
        fate.by_state[state] = fate.by_state.get(state, 0) + count
        if state == Letter.State.SUPPRESSED:
            fate.suppressed[reason] = count
    return fates


def _effect(days: int, treated: Arm, held_out: Arm, *, ends_at: datetime, is_over: bool) -> Effect:
    if not held_out.people:
        missing = said("Nobody was held out of so few people, so it cannot be told what the nudge did.")
        figure = Figure(None, treated.people, missing=missing)
        counts = said_of(
            treated.people,
            "%(active)s of the %(n)s person written to was active again within %(days)s days.",
            "%(active)s of the %(n)s people written to were active again within %(days)s days.",
            active=treated.active,
            days=days,
        )
        return Effect(days, treated, held_out, ends_at, figure, all_of([counts, missing]))
    if not is_over:
        last = ends_at - timedelta(microseconds=1)
        missing = said("Not enough data yet: the %(days)s days are over with %(last)s.", days=days, last=day(last))
        figure = Figure(None, treated.people + held_out.people, missing=missing)
        return Effect(days, treated, held_out, ends_at, figure, missing)
    difference = difference_of(treated, held_out)
    return Effect(days, treated, held_out, ends_at, difference, say_difference(treated, held_out, days=days))
