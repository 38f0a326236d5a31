"""Counted: what is told by hour ends where hours are kept, people are followed until a campaign ends, laws hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from campaigns.participation import counted as counting
from campaigns.participation.counted import HOURS_ARE_OVER, Counted, Settings
from campaigns.participation.course import retention_counts, tell_growth, tell_lifecycle, tell_retention, whole_span
from campaigns.participation.growing import Act
from campaigns.participation.periods import DAY_US, HOUR_US, PERIOD_KINDS, PeriodKind
from campaigns.participation.retention import RETENTION_KINDS, RetentionKind
from campaigns.participation.society import tell_survival
from tests.participation.test_tallies import RULES, START, Story, stories, told

BEGAN = datetime.fromtimestamp(START / 1_000_000, UTC)


def counted(story: Story, *, days: float, ended_at: datetime | None = None, **changes: int) -> Counted:
    """Count the whole of a story as of so many days after its start."""
    return Counted(
        told(story, [(list(range(len(story.inviters))), story.acts)]),
        RULES.calendar,
        BEGAN + timedelta(days=days),
        BEGAN,
        Settings(gap_days=RULES.gap_days, window_days=RULES.window_days, **changes),
        hours_until=RULES.hours_until,
        ended_at=ended_at,
    )


def every_hour(people: int, days: int, *, since_hour: int = 0) -> Story:
    """Everybody joins at once and is active in every hour; one more joins on the last day."""
    hours = range(since_hour, days * 24)
    acts = [(who, int(Act.CUSTOM), START + hour * HOUR_US) for who in range(people) for hour in hours]
    joined = [START] * people + [START + days * DAY_US - 1]
    return Story([None] * (people + 1), joined, acts)


@pytest.fixture(scope="module")
def twelve_days() -> Counted:
    return counted(every_hour(40, 12), days=12)


def test_hours_of_acts_end_where_they_are_kept(twelve_days: Counted) -> None:
    found = tell_lifecycle(twelve_days, "hour", whole_span(twelve_days, "hour"))
    assert found["active"] == [40] * 192
    assert (found["new"][0], sum(found["new"]), sum(found["dormant"])) == (40, 40, 0)
    assert (found["complete"], len(found["periods"]), len(found["quick_ratios"])) == (192, 192, 192)
    assert found["missing"] == HOURS_ARE_OVER
    assert found["recent_quick_ratio"]["missing"] == HOURS_ARE_OVER
    later = tell_lifecycle(twelve_days, "day", whole_span(twelve_days, "day"))
    assert (later["active"], later["missing"]) == ([40] * 13, "")


@pytest.mark.parametrize("how", RETENTION_KINDS)
def test_nobody_seems_gone_when_hours_are_no_longer_kept(twelve_days: Counted, how: RetentionKind) -> None:
    found = tell_retention(twelve_days, "hour", how, whole_span(twelve_days, "hour"))
    assert found["missing"] == HOURS_ARE_OVER
    assert {each["value"] for each in found["mean_weighted"]} == {1.0}
    assert {count for cohort in found["cohorts"] for count in cohort["counts"]} == {40}
    groups = tell_retention(twelve_days, "hour", "first_time", whole_span(twelve_days, "hour"), "generation")
    assert groups["missing"] == HOURS_ARE_OVER
    assert groups["cohorts"][0]["counts"] == [40] * 192


def test_joins_are_told_by_hour_for_longer(twelve_days: Counted) -> None:
    found = tell_growth(twelve_days, "hour", whole_span(twelve_days, "hour"))
    assert (len(found["joins"]), found["joins"][0], found["joins"][287]) == (289, 40, 1)


def test_within_the_first_days_nothing_is_missing() -> None:
    young = counted(every_hour(2, 3), days=3)
    found = tell_lifecycle(young, "hour", whole_span(young, "hour"))
    assert (found["missing"], found["active"], found["complete"]) == ("", [2] * 72 + [0], 72)


def test_what_imported_people_did_long_before_takes_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_HOURS_OF_ACTS", 100)
    late = counted(every_hour(3, 8, since_hour=-50), days=8)
    assert late.active_periods("hour") == (RULES.hours_until - 100, 100)
    found = tell_lifecycle(late, "hour", whole_span(late, "hour"))
    assert (found["active"], found["returning"]) == ([3] * 100, [3] * 100)
    assert not any(found["resurrecting"] + found["new"] + found["dormant"])


def test_complete_periods_are_counted_from_the_one_that_the_campaign_began_in() -> None:
    """It began at ten in the morning in New York, and by the next midnight one day is over."""
    assert counted(Story([None], [START], []), days=1).complete("day") == 1


# Forty people take part for ten days; in the gap of three days after the end there is nobody who could.
STAYED = Story(
    [None] * 40,
    [START] * 40,
    [(who, int(Act.CUSTOM), START + day * DAY_US) for who in range(40) for day in range(10)]
    + [(0, int(Act.REVIEW), START + 30 * DAY_US)],
)


def test_nobody_lapses_because_the_campaign_ended() -> None:
    ended_at = BEGAN + timedelta(days=9, hours=2)
    for days in (9.5, 11, 14, 31):
        found = tell_survival(counted(STAYED, days=days, ended_at=ended_at))["everybody"]
        assert (found["n"], found["lapsed"]) == (40, 0)
    assert tell_survival(counted(STAYED, days=31))["everybody"]["lapsed"] == 40


def test_the_last_day_followed_is_the_campaigns_or_the_last_that_is_over() -> None:
    midnight = RULES.calendar.start_of("day", RULES.calendar.number_at("day", BEGAN) + 5)
    first = RULES.calendar.number_at("day", BEGAN)
    story = Story([None], [START], [])
    assert counted(story, days=20, ended_at=midnight).last_followed_day == first + 4
    assert counted(story, days=20, ended_at=midnight + timedelta(seconds=1)).last_followed_day == first + 5
    assert counted(story, days=3, ended_at=midnight).last_followed_day == first + 2
    assert counted(story, days=20).last_followed_day == first + 19


@settings(max_examples=40)
@given(stories())
def test_no_more_come_back_than_there_were(story: Story) -> None:
    found = counted(story, days=45, minimum=1)
    for kind in PERIOD_KINDS:
        for how in RETENTION_KINDS:
            made = retention_counts(found, kind, how)
            for cohort in made.cohorts:
                assert all(0 <= count <= cohort.size for count in cohort.counts), (kind, how)
            for mean in (*made.mean_simple, *made.mean_weighted):
                assert mean.value is None or 0 <= mean.value <= 1


@settings(max_examples=40)
@given(stories())
def test_joined_cohorts_are_those_of_sets(story: Story) -> None:
    found = counted(story, days=45, minimum=1)
    kinds: tuple[PeriodKind, ...] = ("hour", "day", "week")
    for kind in kinds:

        def period(us: int, kind: PeriodKind = kind) -> int:
            return int(RULES.calendar.number(kind, np.array([us], dtype=np.int64))[0])

        lives: list[set[int]] = [set() for _ in story.inviters]
        for number, inviter in enumerate(story.inviters):
            if inviter is not None:
                lives[inviter].add(period(story.joined[number]))
        for who, _, when in story.acts:
            lives[who].add(period(when))
        joined = [period(when) for when in story.joined]
        for cohort in retention_counts(found, kind, "joined").cohorts:
            of_cohort = [who for who, when in enumerate(joined) if when == cohort.number]
            assert cohort.size == len(of_cohort)
            assert list(cohort.counts) == [
                sum(cohort.number + k in lives[who] for who in of_cohort) for k in range(len(cohort.counts))
            ]
