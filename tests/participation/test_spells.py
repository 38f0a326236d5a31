"""Spikes as the report and its alerts tell of them, made of joins alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from campaigns.participation.alerting import Facts, judge
from campaigns.participation.counted import Counted, Settings
from campaigns.participation.periods import PERIOD_KINDS, Calendar, microseconds
from campaigns.participation.spells import alert_spikes, find, tell_spikes
from campaigns.participation.tallies import Count, Tallies

MIDNIGHT = datetime(2026, 3, 20, 4, tzinfo=UTC)
"""In New York."""


def campaign_of(joins: NDArray[np.int64]) -> Counted:
    """Count joins by hour, from a midnight in New York on; none of these people is ever active."""
    calendar = Calendar("America/New_York", microseconds(MIDNIGHT))
    hours = calendar.number_at("hour", MIDNIGHT) + np.arange(len(joins))
    starts = np.array([calendar.start_us("hour", hour) for hour in hours.tolist()], dtype=np.int64)
    some = joins > 0
    nothing = np.zeros(int(some.sum()), dtype=np.int64)
    tallies = Tallies.summed(
        Tallies(nothing + count, nothing, numbers[some], nothing, joins[some])
        for count, numbers in ((Count.JOINS_BY_HOUR, hours), (Count.JOINS_BY_DAY, calendar.days(starts)))
    )
    return Counted(tallies, calendar, MIDNIGHT + timedelta(hours=len(joins)), MIDNIGHT, Settings())


def rush(*, hours: int, at: int) -> NDArray[np.int64]:
    """Ten an hour, and a rush that begins in the evening, peaks at noon of the day after and ends with that day."""
    joins = np.full(hours, 10, dtype=np.int64)
    joins[at + 18 : at + 48] += 90
    joins[at + 36] += 600
    return joins


def test_a_spike_by_hours() -> None:
    spells = find(campaign_of(rush(hours=24 * 40, at=24 * 20)))
    told = tell_spikes(spells, {})
    (spike,) = told["spikes"]
    assert told["bin"] == "hour"
    assert (spike["start"], spike["peak"]) == ("2026-04-09T22:00:00Z", "2026-04-10T16:00:00Z")
    # 30 hours of 100 and 600 more at noon, of which 24 hours and the noon are on the day of the peak.
    assert (spike["joins"], spike["excess"]) == (3_600, 3_300)
    assert spike["relaxation"]["peak_share"]["value"] == pytest.approx(3_000 / 3_600, abs=1e-6)
    assert spike["relaxation"]["peak_share"]["n"] == 3_600
    # From the peak on 690 and eleven times 90 more than usual came: half of it within 1 and 150/90 hours.
    assert spike["half_life_hours"] == pytest.approx(1 + 150 / 90, abs=1e-4)
    assert spike["half_life_missing"] == ""
    (alert,) = judge(Facts(now=MIDNIGHT, spikes=alert_spikes(find(campaign_of(running())))), frozenset()).raised
    assert alert.sentence.startswith("A spike began on 9 April 2026, 18:00: 100 in that hour, where about 10 were")


def running() -> NDArray[np.int64]:
    return rush(hours=24 * 40, at=24 * 20)[: 24 * 20 + 40]


def test_a_half_life_waits_for_the_end_and_for_enough_joins() -> None:
    (spike,) = tell_spikes(find(campaign_of(running())), {})["spikes"]
    assert (spike["is_over"], spike["half_life_hours"]) == (False, None)
    assert spike["half_life_missing"] == "The spike is not over yet."
    few = np.zeros(24 * 30, dtype=np.int64)
    few[24 * 20 : 24 * 20 + 2] = 20, 9
    (small,) = tell_spikes(find(campaign_of(few)), {})["spikes"]
    assert (small["is_over"], small["joins"], small["excess"], small["half_life_hours"]) == (True, 29, 29, None)
    assert small["half_life_missing"] == "Not enough data yet: it takes 30 joins in the spike, and there are 29."
    few[24 * 20 + 1] = 10
    (enough,) = tell_spikes(find(campaign_of(few)), {})["spikes"]
    assert (enough["half_life_hours"], enough["half_life_missing"]) == (pytest.approx(0.75), "")


def test_a_spike_by_days() -> None:
    joins = rush(hours=24 * 90, at=24 * 80)
    spells = find(campaign_of(joins[: 24 * 82]))
    told = tell_spikes(spells, {})
    (spike,) = told["spikes"]
    assert (told["bin"], spike["start"], spike["peak"]) == ("day", "2026-06-08T04:00:00Z", "2026-06-09T04:00:00Z")
    assert spike["relaxation"]["peak_share"]["value"] == pytest.approx(3_000 / 3_780, abs=1e-6)
    (alert,) = judge(Facts(now=MIDNIGHT, spikes=alert_spikes(spells)), frozenset()).raised
    assert alert.sentence.startswith(
        "A spike began on 8 June 2026: 780 on that day, where about 240 were to be expected."
    )


def test_an_alert_counts_all_who_came_with_the_spike() -> None:
    """Of 640 who began in the week of the peak 100 came back, of 31 before them 20."""
    counted = campaign_of(rush(hours=24 * 100, at=24 * 80))
    assert counted.period == "week"
    week = counted.calendar.number_at("week", datetime(2026, 6, 9, 12, tzinfo=UTC))
    first = np.full(4, Count.FIRST + PERIOD_KINDS.index("week"), dtype=np.int64)
    began = Tallies(
        first,
        np.zeros(4, dtype=np.int64),
        np.array([week - 1, week - 1, week, week]),
        np.array([0, 1, 0, 1]),
        np.array([31, 20, 640, 100]),
    )
    (spike,) = alert_spikes(find(replace(counted, tallies=Tallies.summed([counted.tallies, began]))))
    assert spike.lift is not None
    assert (spike.people, spike.lift.n, spike.bin) == (640, 31, "day")
    (alert,) = judge(Facts(now=MIDNIGHT, spikes=(spike,)), frozenset()).raised
    assert alert.sentence.startswith("Of those who came with the spike of 8 June 2026, 0.24 (95 %")
    assert alert.sentence.endswith("; 640 people came with it.")
