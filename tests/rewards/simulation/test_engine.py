"""The forecast's laws: shares are shares, larger goals are never likelier, the same facts give the same forecast, no
quota is exceeded and nothing is spent beyond the promise; and what it says where it cannot say anything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobilize.demo.cascade import grow
from rewards.simulation.engine import Fan, Forecast, Growth, make_forecast, probability_of
from rewards.simulation.measured import Basis, ObjectiveBasis, choose_bin_seconds, fan_moments
from tests.rewards.simulation.counting import Grown, count

HOUR = 3_600
DAY = 24 * HOUR
objectives = st.lists(
    st.integers(1, 30).flatmap(
        lambda quota: st.builds(
            ObjectiveBasis,
            key=st.uuids().map(str),
            quota=st.just(quota),
            found=st.integers(0, quota),
            undecided=st.integers(0, 5),
            prize_minor=st.integers(1, 10**12),
            opens_at=st.integers(-5 * HOUR, 30 * HOUR),
            closes_at=st.integers(30 * HOUR, 48 * HOUR),
        )
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda objective: objective.key,
)


def grown(seed: int = 4, people: int = 600, hours: int = 36) -> Grown:
    cascade = grow(seed, people=people, hours=hours)
    return Grown("hunt", cascade.inviter, cascade.joined_after_seconds, hours * HOUR)


def hunt(cut_hours: float = 24, **rest: Any) -> Basis:
    return count(grown(), cut=int(cut_hours * HOUR), **rest)


def forecast(basis: Basis, *, paths: int = 400) -> Forecast:
    moments = fan_moments(as_of=basis.as_of, deadline=basis.deadline, zone=UTC)
    return make_forecast(basis, moments=moments, paths=paths)


def growth_of(basis: Basis, **rest: int) -> Growth:
    growth = forecast(basis, **rest).growth
    assert growth is not None
    return growth


def lines(fan: Fan) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array([fan.p10, fan.p25, fan.p50, fan.p75, fan.p90])


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=2, unique=True))
def test_a_larger_goal_is_never_likelier(goals: list[int]) -> None:
    basis = hunt()
    growth = GROWTH
    fewer, more = (
        probability_of(growth.kept, goal, now=basis.participants, most=growth.most) for goal in sorted(goals)
    )
    for figure in (fewer, more):
        assert figure.value is None or 0 <= figure.value <= 1
        assert (figure.value is None) == bool(figure.missing)
    if fewer.value is not None and more.value is not None:
        assert more.value <= fewer.value


GROWTH = growth_of(hunt())


def test_what_is_there_is_certain_and_what_cannot_be_followed_is_not_told() -> None:
    now = hunt().participants
    assert probability_of(GROWTH.kept, now, now=now, most=GROWTH.most).value == 1
    assert "no further" in probability_of(GROWTH.kept, GROWTH.most + 1, now=now, most=GROWTH.most).missing


def test_the_same_facts_give_the_same_forecast_and_others_another() -> None:
    assert forecast(hunt()) == forecast(hunt())
    assert forecast(hunt()) != forecast(hunt(24.5))
    again = Basis.from_json(json.loads(json.dumps(hunt().to_json())))
    assert again == hunt()
    assert again.seed() == hunt().seed()


@settings(max_examples=15)
@given(objectives, st.randoms())
def test_the_order_of_the_objectives_changes_nothing(told: list[ObjectiveBasis], random: Any) -> None:
    shuffled = random.sample(told, len(told))
    bases = [replace(hunt(), objectives=tuple(order), promised_minor=10**15) for order in (told, shuffled)]
    assert bases[0].seed() == bases[1].seed()
    assert forecast(bases[0], paths=40) == forecast(bases[1], paths=40)


def test_a_fan_only_rises_opens_and_keeps_its_lines_apart() -> None:
    fan = lines(GROWTH.fan)
    assert (np.diff(fan, axis=1) >= 0).all()
    assert (np.diff(fan, axis=0) >= 0).all()
    assert set(fan[:, 0].tolist()) == {hunt().participants}
    assert fan[4, -1] > fan[0, -1]
    assert GROWTH.fan.at[0] == 24 * HOUR
    assert GROWTH.fan.at[-1] == 36 * HOUR
    assert np.quantile(GROWTH.kept, 0.5, method="inverted_cdf") == pytest.approx(fan[2, -1], rel=0.02)


@settings(max_examples=40)
@given(objectives, st.integers(0, 10**14), st.floats(0, 100))
def test_no_quota_is_exceeded_and_nothing_is_spent_beyond_the_promise(
    told: list[ObjectiveBasis], spent: int, percent: float
) -> None:
    promised = sum(objective.left * objective.prize_minor for objective in told)
    basis = replace(
        hunt(), objectives=tuple(told), promised_minor=promised, spent_minor=spent, paid_percent=percent, verified=3
    )
    findings = forecast(basis, paths=40).findings
    assert findings is not None
    if findings.places is None or findings.spent_minor is None:
        assert findings.all_found.value is None
        assert findings.all_found.missing.startswith("Not enough data yet: it takes 3 findings")
        return
    places, burn = lines(findings.places), lines(findings.spent_minor)
    assert (np.diff(places, axis=1) >= 0).all()
    assert (np.diff(burn, axis=1) >= 0).all()
    assert places.max() <= sum(objective.quota for objective in told)
    assert burn.min() == spent
    assert burn.max() <= spent + promised
    assert findings.expected_found is not None
    assert 0 <= findings.expected_found <= len(told)
    assert findings.all_found.value is not None
    assert findings.all_filled.value is not None
    assert 0 <= findings.all_filled.value <= findings.all_found.value <= 1


def one(key: str, *, quota: int = 1, found: int = 0, **rest: Any) -> ObjectiveBasis:
    return ObjectiveBasis(
        key=key, quota=quota, found=found, undecided=0, prize_minor=100, opens_at=0, closes_at=36 * HOUR, **rest
    )


def test_what_was_found_stays_found() -> None:
    basis = replace(hunt(), objectives=(one("a", found=1, filled_at=HOUR), one("b", found=1, filled_at=2 * HOUR)))
    findings = forecast(basis).findings
    assert findings is not None
    assert (findings.all_found.value, findings.all_filled.value, findings.expected_found) == (1, 1, 2)


def test_what_withstood_a_great_effort_is_hard() -> None:
    """Nine were found within the first hour each; the tenth withstood a day."""
    nine = tuple(one(str(n), found=1, filled_at=HOUR) for n in range(9))
    findings = forecast(replace(hunt(), objectives=(*nine, one("hard")), finds=(9,))).findings
    assert findings is not None
    assert findings.all_found.value is not None
    assert findings.all_found.value < 0.7


def test_a_closed_objective_is_found_no_more() -> None:
    closed = replace(one("late"), closes_at=24 * HOUR)
    nine = tuple(one(str(n), found=1, filled_at=HOUR) for n in range(9))
    findings = forecast(replace(hunt(), objectives=(*nine, closed), finds=(9,))).findings
    assert findings is not None
    assert (findings.all_found.value, findings.expected_found) == (0, 9)


def test_ten_times_the_people_are_forecast_ten_times_as_many() -> None:
    small = growth_of(hunt())
    basis = hunt()
    large = growth_of(
        replace(
            basis,
            joins=_tenfold(basis.joins),
            roots=_tenfold(basis.roots),
            recruited=_tenfold(basis.recruited),
            intervals=_tenfold(basis.intervals),
            offspring=tuple((value, 10 * people) for value, people in basis.offspring),
        )
    )
    assert large.fan.p50[-1] == pytest.approx(10 * small.fan.p50[-1], rel=0.1)


def _tenfold(counts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(10 * n for n in counts)


def test_a_campaign_that_has_ended_by_itself_stays_as_it_is() -> None:
    """Everybody joined within the first of 100 hours and nobody since, so nobody is expected in the last two."""
    chance = np.random.default_rng(1)
    seconds = np.sort(chance.integers(0, HOUR, 500))
    inviter = np.where(np.arange(500) < 250, -1, np.arange(500) - 250)
    growth = growth_of(count(Grown("over", inviter, seconds, 102 * HOUR), cut=100 * HOUR))
    assert growth.fan.p50[-1] == 500
    assert growth.fan.p90[-1] <= 502


def test_growth_without_end_says_at_least() -> None:
    """Everybody brings two within an hour: days later nobody can say where it stops."""
    inviter = np.concatenate([[-1, -1, -1, -1], np.arange(1_000 - 4) // 2])
    depth = np.floor(np.log2(np.arange(1_000) / 4 + 1))
    grown_fast = Grown("storm", inviter.astype(np.int64), (depth * HOUR + np.arange(1_000)).astype(np.int64), 50 * HOUR)
    growth = growth_of(count(grown_fast, cut=8 * HOUR), paths=100)
    assert growth.growing > 0.5
    assert growth.fan.p90[-1] == growth.most


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (count(grown(people=29), cut=35 * HOUR), "it takes 30 participants, and there are"),
        (replace(hunt(), deadline=24 * HOUR), "deadline has passed"),
        (replace(hunt(), deadline=24 * HOUR * 14), "8 times as far ahead"),
        (replace(hunt(), joins=(50,), roots=(50,), recruited=(0,), intervals=(), finds=()), "joining for"),
    ],
)
def test_too_little_is_said_in_words(basis: Basis, words: str) -> None:
    told = forecast(basis)
    assert words in told.missing
    assert told.growth is None
    assert told.findings is None


@pytest.mark.parametrize(
    ("elapsed", "ahead", "width"), [(60, 60, 60), (36 * HOUR, HOUR, 900), (400 * DAY, DAY, 2 * DAY)]
)
def test_bins_are_as_short_as_their_number_allows(elapsed: int, ahead: int, width: int) -> None:
    assert choose_bin_seconds(elapsed_seconds=elapsed, ahead_seconds=ahead) == width


def test_moments_are_hours_or_midnights_and_end_with_the_deadline() -> None:
    noon = 12 * HOUR
    assert fan_moments(as_of=noon + 60, deadline=noon + 2 * HOUR + 60, zone=UTC) == (
        noon + HOUR,
        noon + 2 * HOUR,
        noon + 2 * HOUR + 60,
    )
    rome = ZoneInfo("Europe/Rome")
    # 27 March 2026, 12:00 UTC; the clocks go forward on the 29th
    start = 1_774_612_800
    moments = fan_moments(as_of=start, deadline=start + 5 * DAY, zone=rome)
    assert [moment - start for moment in moments[:3]] == [11 * HOUR, 35 * HOUR, 58 * HOUR]
    assert moments[-1] == start + 5 * DAY
    year = fan_moments(as_of=start, deadline=start + 365 * DAY, zone=rome)
    assert len(year) <= 60
    assert list(year) == sorted(set(year))


@pytest.mark.parametrize(
    "wrong",
    [
        {"joins": (1,)},
        {"bin_seconds": 0},
        {"deadline": 0},
        {"roots": tuple(n + 1 for n in hunt().joins)},
        {"intervals": (0,) * 500},
        {"offspring": ((1, 2), (0, 3))},
    ],
)
def test_a_basis_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        replace(hunt(), **wrong)
