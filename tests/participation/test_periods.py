"""Periods are what a calendar on the wall says, also where clocks change at midnight or a date is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.periods import (
    DAY_US,
    HOUR_US,
    PERIOD_KINDS,
    Calendar,
    PeriodKind,
    default_period,
    microseconds,
    months_of_days,
    weeks_of_days,
)

ZONES = (
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "America/New_York",
    "UTC",
    "Africa/Casablanca",
    "Asia/Gaza",
)
# Whose clocks went back at 00:01, so that two dates took turns.
TWO_MIDNIGHTS = "America/St_Johns"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

zones = st.sampled_from(ZONES)
any_zones = st.sampled_from((*ZONES, TWO_MIDNIGHTS))
kinds = st.sampled_from(PERIOD_KINDS)
instants = st.integers(microseconds(datetime(1985, 1, 1, tzinfo=UTC)), microseconds(datetime(2045, 1, 1, tzinfo=UTC)))
# Many near the changes of the clocks that the named zones are known for.
TURNS = (
    "2011-12-30T10Z",
    "2018-11-04T03Z",
    "2018-02-18T02Z",
    "2010-11-07T02Z",
    "2026-03-08T07Z",
    "2026-11-01T06Z",
    "2026-04-04T15Z",
)
near_turns = st.builds(
    lambda turn, off: microseconds(datetime.fromisoformat(turn)) + off,
    st.sampled_from(TURNS),
    st.integers(-3 * DAY_US, 3 * DAY_US) | st.integers(-2 * HOUR_US, 2 * HOUR_US),
)
instants = instants | near_turns


def at(us: int) -> datetime:
    return EPOCH + timedelta(microseconds=us)


def naive_number(kind: PeriodKind, zone_name: str, starts_at_us: int, us: int) -> int:
    """What one would do by hand for a single instant."""
    zone = ZoneInfo(zone_name)
    local = at(us).astimezone(zone)
    if kind == "hour":
        offset = at(starts_at_us).astimezone(zone).utcoffset()
        assert offset is not None
        return (us // 1_000_000 + int(offset.total_seconds()) % 3600) // 3600
    if kind == "month":
        return (local.year - 1970) * 12 + local.month - 1
    monday = local.date() - timedelta(days=local.weekday())
    return (monday - date(1969, 12, 29)).days // 7 if kind == "week" else (local.date() - date(1970, 1, 1)).days


@given(any_zones, kinds, instants, st.lists(instants, max_size=40))
def test_many_at_once_are_what_one_is_by_hand(zone: str, kind: PeriodKind, start: int, events: list[int]) -> None:
    calendar = Calendar(zone, start)
    numbers = calendar.number(kind, np.array(events, dtype=np.int64))
    assert numbers.dtype == np.int64
    assert numbers.tolist() == [naive_number(kind, zone, start, us) for us in events]
    assert [calendar.number_at(kind, at(us)) for us in events] == numbers.tolist()


def test_a_long_row_in_any_order_crosses_many_changes() -> None:
    rng = np.random.default_rng(5)
    events = rng.integers(microseconds(datetime(2000, 1, 1, tzinfo=UTC)), 2 * 10**15, 200_000)
    calendar = Calendar("America/Sao_Paulo", 0)
    days = calendar.days(events)
    in_order = np.argsort(events)
    assert (calendar.days(events[in_order]) == days[in_order]).all()
    few = rng.integers(0, events.size, 2_000)
    assert days[few].tolist() == [naive_number("day", "America/Sao_Paulo", 0, us) for us in events[few].tolist()]


@given(zones, kinds, instants)
def test_an_instant_lies_in_its_own_period(zone: str, kind: PeriodKind, us: int) -> None:
    calendar = Calendar(zone, us)
    number = calendar.number_at(kind, at(us))
    assert calendar.start_us(kind, number) <= us < calendar.start_us(kind, number + 1)
    assert microseconds(calendar.end_of(kind, number)) == calendar.start_us(kind, number + 1)
    assert microseconds(calendar.start_of(kind, number)) == calendar.start_us(kind, number)
    assert calendar.start_of(kind, number).tzinfo == ZoneInfo(zone)


@given(any_zones, kinds, instants, st.integers(0, 40 * DAY_US))
def test_nothing_more_falls_into_a_period_that_is_over(zone: str, kind: PeriodKind, us: int, later: int) -> None:
    calendar = Calendar(zone, 0)
    last = calendar.last_complete(kind, at(us))
    assert calendar.start_us(kind, last + 1) <= us < calendar.start_us(kind, last + 2)
    assert calendar.number_at(kind, at(us + later)) > last


@given(any_zones, kinds, st.integers(200, 900))
def test_a_period_is_over_in_the_instant_it_ends(zone: str, kind: PeriodKind, number: int) -> None:
    calendar = Calendar(zone, 0)
    end = calendar.start_us(kind, number + 1)
    assert calendar.last_complete(kind, at(end)) >= number > calendar.last_complete(kind, at(end - 1))


@given(any_zones, any_zones, st.lists(instants, min_size=1, max_size=40))
def test_another_zone_moves_events_only_across_edges(one: str, other: str, events: list[int]) -> None:
    us = np.array(events, dtype=np.int64)
    days, moved = Calendar(one, 0).days(us), Calendar(other, 0).days(us)
    for event, here, there in zip(events, days.tolist(), moved.tolist(), strict=True):
        clock = at(event).astimezone(ZoneInfo(one)).replace(tzinfo=None)
        apart = at(event).astimezone(ZoneInfo(other)).replace(tzinfo=None) - clock
        midnight = datetime.combine(clock.date(), datetime.min.time())
        if here == there:
            assert midnight <= clock + apart < midnight + timedelta(days=1)
        else:
            edge = midnight + timedelta(days=1) if there > here else midnight
            assert abs(edge - clock) <= abs(apart)


# Katmandu lies 5 ¾ hours before UTC, Newfoundland 3 ½ behind it, Lord Howe shifts its clocks by half an hour.
part_hours = st.sampled_from(["UTC", "Asia/Kolkata", "Asia/Kathmandu", TWO_MIDNIGHTS, "Australia/Lord_Howe"])


@given(part_hours, part_hours, instants, st.lists(instants, min_size=1, max_size=40))
def test_another_zone_moves_events_only_across_edges_of_hours(
    one: str, other: str, start: int, events: list[int]
) -> None:
    here, there = Calendar(one, start), Calendar(other, start)
    us = np.array(events, dtype=np.int64)
    apart = (there.shift_s - here.shift_s) * 1_000_000
    for event, hour, moved in zip(events, here.hours(us).tolist(), there.hours(us).tolist(), strict=True):
        into = event - here.start_us("hour", hour)
        assert 0 <= into < HOUR_US
        # An edge lies between, and only where it is nearer than the zones are apart.
        assert moved - hour == (1 if into + apart >= HOUR_US else -1 if into + apart < 0 else 0)
        assert abs(event - there.start_us("hour", max(hour, moved))) <= HOUR_US


def hours_of_day(zone: str, *day: int) -> float:
    calendar = Calendar(zone, 0)
    number = (date(*day) - date(1970, 1, 1)).days
    return (calendar.start_us("day", number + 1) - calendar.start_us("day", number)) / HOUR_US


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", (2026, 3, 8), 23),
        ("America/New_York", (2026, 11, 1), 25),
        ("America/New_York", (2026, 11, 2), 24),
        ("Australia/Lord_Howe", (2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", (2026, 10, 4), 23.5),
        ("America/Sao_Paulo", (2018, 11, 4), 23),
        ("America/Sao_Paulo", (2018, 2, 17), 25),
        ("Pacific/Apia", (2011, 12, 29), 24),
        ("Pacific/Apia", (2011, 12, 30), 0),
        ("Pacific/Apia", (2011, 12, 31), 24),
    ],
)
def test_days_are_as_long_as_they_were(zone: str, day: tuple[int, ...], hours: float) -> None:
    assert hours_of_day(zone, *day) == hours


def test_where_midnight_is_left_out_the_day_begins_an_hour_later() -> None:
    calendar = Calendar("America/Sao_Paulo", 0)
    number = (date(2018, 11, 4) - date(1970, 1, 1)).days
    assert calendar.start_of("day", number).isoformat() == "2018-11-04T01:00:00-02:00"


def test_where_midnight_comes_twice_the_second_one_counts() -> None:
    calendar = Calendar(TWO_MIDNIGHTS, 0)
    number = (date(2010, 11, 7) - date(1970, 1, 1)).days
    assert calendar.start_of("day", number).isoformat() == "2010-11-07T00:00:00-03:30"
    first_midnight = calendar.start_us("day", number) - HOUR_US
    # By the clock it is the seventh for a minute, and then the sixth again.
    minutes = np.array([first_midnight, first_midnight + HOUR_US // 60])
    assert calendar.days(minutes).tolist() == [number, number - 1]
    assert calendar.last_complete("day", at(first_midnight)) == number - 2


def test_hours_neither_repeat_nor_are_missing() -> None:
    calendar = Calendar("America/New_York", 0)
    night = microseconds(datetime(2026, 11, 1, 4, tzinfo=UTC)) + np.arange(4) * HOUR_US
    first = calendar.number_at("hour", at(int(night[0])))
    assert calendar.hours(night).tolist() == [first, first + 1, first + 2, first + 3]
    assert [calendar.label("hour", first + n) for n in range(4)] == [
        "2026-11-01T00:00-04:00",
        "2026-11-01T01:00-04:00",
        "2026-11-01T01:00-05:00",
        "2026-11-01T02:00-05:00",
    ]


def test_hours_begin_on_the_hour_where_the_campaign_began() -> None:
    start = microseconds(datetime(2026, 11, 28, 8, 15, tzinfo=UTC))
    calendar = Calendar("Asia/Kathmandu", start)
    assert calendar.shift_s == 45 * 60
    number = calendar.number_at("hour", at(start))
    assert calendar.label("hour", number) == "2026-11-28T14:00+05:45"
    assert calendar.number_at("hour", at(start - 1)) == number - 1
    assert Calendar("Australia/Lord_Howe", microseconds(datetime(2026, 1, 1, tzinfo=UTC))).shift_s == 0
    assert Calendar("Australia/Lord_Howe", microseconds(datetime(2026, 7, 1, tzinfo=UTC))).shift_s == 1800


@pytest.mark.parametrize(
    ("kind", "when", "label"),
    [
        ("hour", "2026-11-28T13:59Z", "2026-11-28T14:00+01:00"),
        ("day", "2026-11-28T13:00Z", "2026-11-28"),
        ("week", "2026-11-28T13:00Z", "2026-W48"),
        ("week", "2027-01-01T12:00Z", "2026-W53"),
        ("week", "2024-12-30T12:00Z", "2025-W01"),
        ("month", "2026-11-28T13:00Z", "2026-11"),
        ("month", "2026-11-30T23:00Z", "2026-12"),
        ("day", "1970-01-01T12:00Z", "1970-01-01"),
        ("month", "1969-12-01T12:00Z", "1969-12"),
    ],
)
def test_labels(kind: PeriodKind, when: str, label: str) -> None:
    calendar = Calendar("Europe/Berlin", microseconds(datetime(2026, 11, 1, tzinfo=UTC)))
    assert calendar.label(kind, calendar.number_at(kind, datetime.fromisoformat(when))) == label


def test_numbers_begin_in_1970() -> None:
    calendar = Calendar("UTC", 0)
    assert [calendar.number_at(kind, EPOCH) for kind in PERIOD_KINDS] == [0, 0, 0, 0]
    assert calendar.label("week", 0) == "1970-W01"
    assert weeks_of_days(np.array([-4, -3, 3, 4])).tolist() == [-1, 0, 0, 1]
    assert months_of_days(np.array([-1, 0, 30, 31, 365])).tolist() == [-1, 0, 0, 1, 12]
    assert months_of_days(np.array([], dtype=np.int64)).tolist() == []
    assert calendar.days(np.array([], dtype=np.int64)).tolist() == []


@given(any_zones, st.lists(instants, max_size=20))
def test_weeks_and_months_follow_from_days(zone: str, events: list[int]) -> None:
    calendar, us = Calendar(zone, 0), np.array(events, dtype=np.int64)
    days = calendar.days(us)
    assert calendar.weeks(us).tolist() == weeks_of_days(days).tolist()
    assert calendar.months(us).tolist() == months_of_days(days).tolist()


def test_complete_periods_are_counted_from_the_start() -> None:
    calendar = Calendar("Europe/Berlin", 0)
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    for at_day, complete in ((2, 0), (3, 1), (10, 8)):
        assert calendar.complete_count("day", start, datetime(2026, 11, at_day, 12, tzinfo=UTC)) == complete
    assert calendar.complete_count("day", start, datetime(2026, 11, 9, 23, tzinfo=UTC)) == 8
    assert calendar.complete_count("day", start, datetime(2026, 11, 9, 22, 59, tzinfo=UTC)) == 7
    assert calendar.complete_count("day", start, datetime(2025, 1, 1, tzinfo=UTC)) == 0


@pytest.mark.parametrize(
    ("complete", "kind", "is_enough"),
    [
        ((0, 0, 0), "hour", False),
        ((7, 0, 0), "hour", False),
        ((8, 0, 0), "hour", True),
        ((190, 7, 1), "hour", True),
        ((192, 8, 1), "day", True),
        ((1400, 57, 8), "week", True),
    ],
)
def test_the_longest_period_with_eight_complete(complete: tuple[int, int, int], kind: str, is_enough: bool) -> None:
    assert default_period(*complete) == (kind, is_enough)


def test_refusals() -> None:
    calendar = Calendar("UTC", 0)
    with pytest.raises(ValueError, match="no such kind of period: year"):
        calendar.number("year", np.zeros(1, dtype=np.int64))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no such kind of period: year"):
        calendar.start_us("year", 1)  # type: ignore[arg-type]
    with pytest.raises(ZoneInfoNotFoundError):
        Calendar("Mars/Olympus", 0).days(np.zeros(1, dtype=np.int64))
    with pytest.raises(TypeError):
        microseconds(datetime(2026, 1, 1))  # noqa: DTZ001
