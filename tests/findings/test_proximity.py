"""Clusters: what hangs together, whatever the order, wherever on earth; and whose report was first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.findings.proximity import (
    ARC_MINUTE_M,
    EARTH_RADIUS_M,
    US_PER_HOUR,
    Receipt,
    Sightings,
    cluster,
    distance_m,
    distances_m,
    first_of,
    is_near,
)

MOMENT = datetime(2009, 12, 5, 15, tzinfo=UTC)
Sighting = tuple[float | None, float | None, datetime]


def sighting(latitude: float | None, longitude: float | None, hours: float = 0.0) -> Sighting:
    return latitude, longitude, MOMENT + timedelta(hours=hours)


def groups(sightings: list[Sighting], radius_m: float = ARC_MINUTE_M, hours: float = 24) -> set[frozenset[int]]:
    labels = cluster(Sightings.of(sightings), radius_m=radius_m, hours=hours)
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}


def by_hand(sightings: list[Sighting], radius_m: float, hours: float) -> set[frozenset[int]]:
    """Put together whatever is near, pair by pair, as the definition says."""
    whose = list(range(len(sightings)))
    for one, other in combinations(range(len(sightings)), 2):
        a, b = sightings[one], sightings[other]
        if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
            continue
        if distance_m(a[0], a[1], b[0], b[1]) <= radius_m and abs(a[2] - b[2]) <= timedelta(hours=hours):
            whose = [whose[one] if owner == whose[other] else owner for owner in whose]
    return {frozenset(n for n, owner in enumerate(whose) if owner == each) for each in whose}


# Towns at both poles, on both sides of the antimeridian and of the equator, and one in the middle of things.
TOWNS = [(89.99, 10.0), (-89.99, -170.0), (12.0, 179.995), (12.0, -179.995), (0.002, 0.0), (-0.002, 0.0), (47.0, 8.0)]
places = st.builds(
    lambda town, north, east: (max(-90.0, min(90.0, town[0] + north)), town[1] + east),
    st.sampled_from(TOWNS),
    st.floats(-0.03, 0.03),
    st.floats(-0.03, 0.03),
).map(lambda place: (place[0], (place[1] + 180) % 360 - 180))
sightings = st.builds(
    lambda place, hours: sighting(place[0], place[1], hours),
    st.one_of(places, places, places, st.just((None, None))),
    st.floats(0, 80).map(lambda hours: round(hours, 3)),
)
sizes = st.tuples(st.sampled_from([5.0, 300.0, 1_852.0, 20_000.0]), st.sampled_from([1.0, 24.0]))


@settings(max_examples=150)
@given(st.lists(sightings, max_size=25), sizes)
def test_clusters_are_what_hangs_together(given: list[Sighting], size: tuple[float, float]) -> None:
    assert groups(given, *size) == by_hand(given, *size)


@settings(max_examples=80)
@given(st.lists(sightings, max_size=25), sizes, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(given: list[Sighting], size: tuple[float, float], chance: object) -> None:
    order = list(range(len(given)))
    chance.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    shuffled = groups([given[n] for n in order], *size)
    assert {frozenset(order[n] for n in group) for group in shuffled} == groups(given, *size)


@settings(max_examples=80)
@given(st.lists(sightings, min_size=1, max_size=25), sizes)
def test_one_more_joins_what_it_is_near_to_and_nothing_else(given: list[Sighting], size: tuple[float, float]) -> None:
    *before, _ = given
    newest = len(before)
    near = is_near(Sightings.of(given), newest, radius_m=size[0], hours=size[1])
    touched = {group for group in groups(before, *size) if any(near[n] for n in group)}
    joined = frozenset({newest}).union(*touched)
    assert groups(given, *size) == (groups(before, *size) - touched) | {joined}


def test_a_label_is_the_first_of_its_cluster() -> None:
    given = [sighting(10, 10), sighting(50, 50), sighting(10.001, 10), sighting(None, None)]
    assert cluster(Sightings.of(given), radius_m=ARC_MINUTE_M, hours=24).tolist() == [0, 1, 0, 3]
    assert len(cluster(Sightings.of([]), radius_m=1, hours=1)) == 0


def test_the_radius_and_the_hours_are_inside() -> None:
    degree = np.degrees(1_852 / EARTH_RADIUS_M)
    assert len(groups([sighting(0, 0), sighting(0, degree * (1 - 1e-9))])) == 1
    assert len(groups([sighting(0, 0), sighting(0, degree * (1 + 1e-9))])) == 2
    assert len(groups([sighting(5, 5, 0), sighting(5, 5, 24)])) == 1
    assert len(groups([sighting(5, 5, 0), sighting(5, 5, 24.0001)])) == 2


def test_poles_and_the_antimeridian_divide_nothing() -> None:
    assert len(groups([sighting(89.999, longitude) for longitude in (-120, 0, 120)])) == 1
    assert len(groups([sighting(-18, 179.999), sighting(-18, -179.999)])) == 1
    assert len(groups([sighting(90, 33), sighting(90, -99)], radius_m=1)) == 1
    assert len(groups([sighting(60, 179.95), sighting(60, -179.95)])) == 2


def test_a_chain_is_longer_than_the_radius() -> None:
    """From near to near; and each link counts in place and time together."""
    chain = [sighting(0, 0.015 * n, 20 * n) for n in range(30)]
    assert len(groups(chain)) == 1
    assert len(groups(chain[:10] + chain[11:])) == 2


@pytest.mark.parametrize("between_m", [1_840, 1_860])
def test_crowds_side_by_side(between_m: float) -> None:
    """Thousands within a street, and as many one radius further on, by hand beyond what is compared at once."""
    north = np.degrees(between_m / EARTH_RADIUS_M)
    jitter = np.random.default_rng(7).normal(0, 1e-6, 4_000)
    crowd = Sightings(np.concatenate([jitter, north + jitter]), np.full(8_000, 7.0), np.zeros(8_000, dtype=np.int64))
    labels = cluster(crowd, radius_m=ARC_MINUTE_M, hours=1)
    assert len(np.unique(labels)) == (1 if between_m < ARC_MINUTE_M else 2)


def test_distances() -> None:
    assert distance_m(0, 0, 0, 90) == pytest.approx(EARTH_RADIUS_M * np.pi / 2)
    assert distance_m(0, 0, 0, 180) == pytest.approx(EARTH_RADIUS_M * np.pi)
    assert distance_m(0, 0, 1 / 60, 0) == pytest.approx(1_853.2, abs=0.1)
    assert distance_m(47, 8, 47.00001, 8) == pytest.approx(1.112, abs=0.001)
    # Union Square in San Francisco to Chaparral Park in Scottsdale.
    assert distance_m(37.7880, -122.4075, 33.5120, -111.9090) == pytest.approx(1_059_000, rel=0.01)
    beside = distances_m(Sightings.of([sighting(1, 1), sighting(None, None)]), 0)
    assert beside[0] == 0
    assert np.isnan(beside[1])


def test_a_cluster_has_a_size() -> None:
    for radius_m, hours in ((0, 24), (-1, 24), (10, 0), (float("nan"), 24)):
        with pytest.raises(ValueError, match="has a size"):
            cluster(Sightings.of([sighting(1, 1)]), radius_m=radius_m, hours=hours)


def test_times_are_kept_to_the_microsecond() -> None:
    (us,) = Sightings.of([(0.0, 0.0, MOMENT + timedelta(microseconds=1))]).seen_us.tolist()
    assert us == round(MOMENT.timestamp()) * 1_000_000 + 1
    assert US_PER_HOUR == 3_600 * 1_000_000


class TestWhoWasFirst:
    def test_by_receipt_then_by_id(self) -> None:
        early, late = MOMENT, MOMENT + timedelta(seconds=1)
        assert first_of([Receipt(3, late, True), Receipt(9, early, True), Receipt(5, early, True)]) == 5

    def test_what_does_not_stand_is_never_the_first(self) -> None:
        assert first_of([Receipt(1, MOMENT, False), Receipt(2, MOMENT + timedelta(hours=9), True)]) == 2
        assert first_of([Receipt(1, MOMENT, False)]) is None
        assert first_of([]) is None
