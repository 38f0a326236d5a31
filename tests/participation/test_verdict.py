"""The verdict by its table, read a second time in fractions; its boundaries; and what its sentences say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.figures import Figure
from campaigns.participation.verdict import Course, Peak, judge

GOOD_LIFT = Figure(0.9, 120, 0.7, 1.1)
NONE = np.zeros(0, dtype=np.int64)


def course(
    active: Sequence[int], *, grows: bool = True, spikes: Sequence[Peak] = (), people: int = 500, period: str = "week"
) -> Course:
    """Make a course in which every period gains people, or every one loses them."""
    row = np.array(active, dtype=np.int64)
    return Course(
        period=period,
        active=row,
        new=np.full(row.size, 2 if grows else 0),
        resurrecting=np.full(row.size, 1),
        dormant=np.full(row.size, -2),
        people=people,
        spikes=spikes,
    )


small = st.integers(0, 60)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    size = draw(st.integers(0, 16))

    def row() -> np.ndarray:
        return np.array(draw(st.lists(small, min_size=size, max_size=size)), dtype=np.int64)

    starts = draw(st.lists(st.tuples(st.integers(0, 17), st.integers(0, 3), st.integers(0, 4)), max_size=3))
    return Course(
        period=draw(st.sampled_from(["hour", "day", "week", "month"])),
        active=row(),
        new=row(),
        resurrecting=row(),
        dormant=-row() if draw(st.booleans()) else row(),
        people=draw(st.integers(0, 90)),
        spikes=[Peak(start, start + wait, start + wait + more) for start, wait, more in starts],
        lift=draw(st.sampled_from([GOOD_LIFT, Figure(0.79, 60), Figure.lacking("people", n=3, needed=30)])),
        days_since_incentive=draw(st.sampled_from([None, 3.0, 27.9, 28.0, 90.0])),
    )


NOT_ENGLISH = (
    r"\d\.\d{3}|  |None|-\d|\b1 person were\b|(?<![.\d,])1 (people|hours|days|weeks|months)\b"
    r"|\b(?!1 )\d+ (person|hour|day|week|month)\b"
)


def mean(row: np.ndarray) -> Fraction:
    return Fraction(int(row.sum()), row.size)


def by_the_table(given_course: Course) -> str:
    """Read definition 17 once more, slowly."""
    active = given_course.active
    if active.size < 8 or given_course.people < 30:
        return "not enough data"
    a, b = mean(active[-4:]), mean(active[-8:-4])
    peaked = [spike for spike in given_course.spikes if spike.peak < active.size]
    pre = None
    if peaked:
        begun = np.flatnonzero(active)
        start = max(peaked).start
        since = active[max(start - 4, int(begun[0]) if begun.size else start) : start]
        pre = mean(since) if since.size else None
    recent = [spike for spike in peaked if spike.peak >= active.size - 8]
    for spike in recent:
        through = max(spike.end, spike.peak + 1)
        top = int(active[spike.start : through + 1].max())
        if a < Fraction(top, 2) and (pre is None or a < Fraction(12, 10) * pre):
            return "spike"
    gained = given_course.new + given_course.resurrecting > abs(given_course.dormant)
    if a >= Fraction(11, 10) * b and gained[-4:].sum() >= 3:
        return "growing"
    if Fraction(9, 10) * b <= a < Fraction(11, 10) * b:
        return "holding"
    if a >= Fraction(11, 10) * b and gained[-4:].sum() == 2:
        return "holding"
    return "fading"


@given(any_course=courses())
def test_there_is_exactly_one_verdict_and_it_is_the_tables(any_course: Course) -> None:
    verdict = judge(any_course)
    assert verdict.verdict == by_the_table(any_course)
    assert judge(any_course) == verdict
    if verdict.sustained:
        assert verdict.verdict in ("growing", "holding")
        assert any_course.lift is GOOD_LIFT
        assert any_course.days_since_incentive in (None, 28.0, 90.0)
        assert verdict.numbers["after_spike"] >= 1.2 * verdict.numbers["before_spike"]  # type: ignore[operator]


@given(any_course=courses())
def test_reasons_are_sentences_for_people(any_course: Course) -> None:
    reasons = [str(reason) for reason in judge(any_course).reasons]
    assert reasons
    for reason in reasons:
        assert re.fullmatch(r"[A-Z0-9].*[a-z0-9)%]\.", reason), reason
        assert not re.search(
            r"\d\.\d{3}|\b1 (people|weeks|days|hours|months)\b|  |None|\b1 person were\b|-\d", reason
        ), reason
        assert not re.search(NOT_ENGLISH, reason), reason


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        # b = 100 a week
        ([110, 110, 110, 110], "growing"),
        ([110, 110, 110, 109], "holding"),
        ([90, 90, 90, 90], "holding"),
        ([90, 90, 90, 89], "fading"),
    ],
)
def test_boundaries_are_half_open(after: list[int], expected: str) -> None:
    assert judge(course([100] * 4 + after)).verdict == expected


def test_more_people_who_do_not_come_anew_are_not_growth() -> None:
    """More are active than before: what comes of it is told by most of the last periods, where they agree."""
    assert judge(course([100] * 4 + [120] * 4, grows=False)).verdict == "fading"
    three = replace(course([100] * 4 + [120] * 4), new=np.array([0, 0, 0, 0, 0, 2, 2, 2]))
    assert judge(three).verdict == "growing"
    two = replace(three, new=np.array([2, 2, 2, 2, 0, 0, 2, 2]))
    assert judge(two).verdict == "holding"
    one = replace(three, new=np.array([2, 2, 2, 2, 0, 0, 0, 2]))
    assert judge(one).verdict == "fading"


BEFORE = [100] * 4
BURST = [*BEFORE, 600, 400, 250, 200]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([119] * 4, "spike"),
        ([120] * 4, "fading"),  # 1.2 times as many as before stay
    ],
)
def test_a_spike_is_what_leaves_things_as_they_were(after: list[int], expected: str) -> None:
    assert judge(course(BURST + after, spikes=[Peak(4, 4, 4)])).verdict == expected


def test_a_spike_is_over_when_half_of_its_best_period_is_left() -> None:
    row = [1_000] * 4 + [1_600, 1_400] + [799] * 4
    assert judge(course(row, spikes=[Peak(4, 4, 4)])).verdict == "spike"
    assert judge(course([*row[:-4], *[800] * 4], spikes=[Peak(4, 4, 4)])).verdict == "fading"


@pytest.mark.parametrize(
    ("best", "end", "expected"),
    [
        (5, 4, "spike"),  # the period after the peak always counts
        (6, 6, "spike"),
        (6, 5, "fading"),  # the spike of joins was over by then
    ],
)
def test_people_may_do_most_after_most_joined(best: int, end: int, expected: str) -> None:
    row = [400] * 4 + [500, 600, 600] + [470] * 4
    row[best] = 1_000
    verdict = judge(course(row, grows=False, spikes=[Peak(4, 4, end)]))
    assert verdict.verdict == expected
    assert verdict.numbers["top"] == (1_000 if expected == "spike" else 600)


def test_a_spike_longer_ago_than_eight_periods_is_not_the_verdict() -> None:
    row = [*BEFORE, 600, *[100] * 8]
    assert judge(course(row, spikes=[Peak(4, 4, 4)])).verdict == "holding"
    assert judge(course(row[:-1], spikes=[Peak(4, 4, 4)])).verdict == "spike"


def test_a_campaign_that_began_with_its_burst_and_died_is_a_spike() -> None:
    burst = course([0, 0, 900, 300, 80, 30, 10, 5, 2, 1], spikes=[Peak(2, 2, 2)])
    verdict = judge(burst)
    assert verdict.verdict == "spike"
    assert verdict.reasons == (
        "A spike peaked 7 weeks before the last complete week: 900 people were active in its best week.",
        "Over the last four weeks 4.5 people were active a week on average, less than 1 % of that.",
        "It began with the campaign, so there is nothing before it to compare with.",
    )


def test_a_spike_under_way_is_no_reason_yet() -> None:
    verdict = judge(course([100] * 8, spikes=[Peak(7, 8, 8)]))
    assert verdict.verdict == "holding"
    assert verdict.reasons[-1] == "A spike is under way; what it leaves behind will be seen later."


def test_too_little_is_said_to_be() -> None:
    assert judge(course([5], people=1)).reasons == (
        "It takes 8 complete weeks to tell. There is 1 week so far.",
        "It takes 30 people who were ever active to tell. So far 1 person was.",
    )
    assert judge(course([], people=0)).reasons == (
        "It takes 8 complete weeks to tell. There is none so far.",
        "It takes 30 people who were ever active to tell. So far nobody was.",
    )
    assert judge(course([9] * 8, people=29)).verdict == "not enough data"
    assert judge(course([9] * 8, people=30)).verdict == "holding"


def test_the_sentences_of_one_that_fades() -> None:
    verdict = judge(course([308, 308, 308, 308, 230, 220, 200, 198], grows=False))
    assert verdict.verdict == "fading"
    assert verdict.reasons == (
        "On average 212 people were active a week over the last four weeks, 31 % fewer than in the four before (308).",
        "In none of these four weeks more people came or came back than fell silent.",
    )
    assert (verdict.numbers["active"], verdict.numbers["active_before"]) == (212, 308)


def test_the_sentences_of_days_on_which_nobody_came() -> None:
    assert judge(course([9, 0, 0, 0, 0, 0, 0, 0], period="day")).reasons == (
        "Nobody was active over the last four days; in the four before 2.2 people were active a day on average.",
        "On each of these four days more people came or came back than fell silent.",
    )
    assert judge(course([9, 0, 0, 0, 0, 0, 0, 0, 0], grows=False)).reasons[0] == (
        "Nobody was active over the last four weeks; in the four before nobody was either."
    )


def test_the_sentences_of_a_spike() -> None:
    verdict = judge(course([*BURST, 115, 110, 105, 102], spikes=[Peak(4, 4, 4)], period="hour"))
    assert verdict.reasons == (
        "A spike peaked 7 hours before the last complete hour: 600 people were active in its best hour.",
        "Over the last four hours 108 people were active an hour on average, 18 % of that.",
        "Before it began 100 people were active an hour; now it is 8 % more, and it takes 20 % more to say that it left"
        " something behind.",
    )
    assert (verdict.numbers["top"], verdict.numbers["before_spike"]) == (600, 100)


def test_sustained_takes_all_three() -> None:
    lasting = replace(course([*BEFORE, 600, *[150] * 8], spikes=[Peak(4, 4, 4)]), lift=GOOD_LIFT)
    verdict = judge(lasting)
    assert (verdict.verdict, verdict.sustained) == ("holding", True)
    assert verdict.reasons[2:] == (
        "150 people were active a week 4 to 8 weeks after the last spike, 50 % more than before it (100).",
        "Of those who came with the last spike 0.90 times as many stay as of those before them.",
        "No incentive was paid that it could rest on.",
    )
    poor_lift = judge(replace(lasting, lift=Figure(0.7999, 50)))
    assert not poor_lift.sustained
    assert poor_lift.reasons[2:] == (
        "Not called sustained yet: of those who came with the last spike just under 0.8 times as many stay as of those"
        " before them, and it takes 0.8.",
    )
    paid = judge(replace(lasting, days_since_incentive=27.5))
    assert paid.reasons[2:] == (
        "Not called sustained yet: the last incentive was 27 days ago, and 28 days must go by.",
    )
    assert judge(replace(lasting, days_since_incentive=28)).sustained
    assert judge(replace(lasting, lift=Figure(0.8, 50))).sustained


def test_sustained_waits_for_the_eighth_period_after_the_peak() -> None:
    early = replace(course([*BEFORE, 600, *[150] * 7], spikes=[Peak(4, 4, 4)]), lift=GOOD_LIFT)
    verdict = judge(early)
    assert (verdict.verdict, verdict.sustained) == ("fading", False)
    level = replace(course([*BEFORE, 160, *[150] * 7], spikes=[Peak(4, 4, 4)]), lift=GOOD_LIFT)
    assert judge(level).reasons[2:] == (
        "Not called sustained yet: 1 week more must go by, up to the 8th week after the last spike.",
    )


@pytest.mark.parametrize(("last", "sustained"), [([120] * 5, True), ([120, 120, 120, 120, 119], False)])
def test_sustained_takes_a_fifth_more_than_before(last: list[int], sustained: bool) -> None:
    row = [*BEFORE, 200, 120, 120, 120, *last]
    assert judge(replace(course(row, spikes=[Peak(4, 4, 4)]), lift=GOOD_LIFT)).sustained is sustained


def test_months_and_rows_that_do_not_fit() -> None:
    assert "over the last four months" in judge(course([50] * 8, period="month")).reasons[0]
    with pytest.raises(ValueError, match="of one length"):
        replace(course([50] * 8), new=NONE)
    with pytest.raises(ValueError, match="begins before it peaks"):
        course([50] * 8, spikes=[Peak(4, 3, 4)])
    with pytest.raises(ValueError, match="peaks before it ends"):
        course([50] * 8, spikes=[Peak(4, 5, 4)])
