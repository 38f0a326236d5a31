"""The story has the published figures, and everything in it could be replayed in the order it is told."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from mobilize.demo.cascade import depths, grow, tree_sizes
from mobilize.demo.draws import Draws
from mobilize.demo.hunt import DEFAULT_SEED, Decide, Join, Story, has_published_shape, story
from mobilize.demo.notes import REASONS
from mobilize.demo.places import BALLOONS, Place, metres_between, moved
from mobilize.demo.reports import HUNT_STARTS, SAME_SIGHTING_METRES, Report, draw_observed

# each of these starts the search for a cascade somewhere else, so each is a story of its own
SEEDS = (DEFAULT_SEED, 100, 1_000)


@pytest.fixture(scope="module", params=SEEDS)
def told(request: pytest.FixtureRequest) -> Story:
    seed: int = request.param
    return story(seed)


def test_the_same_seed_tells_the_same_story(told: Story) -> None:
    assert story(told.seed) == told


def test_different_seeds_tell_different_stories() -> None:
    assert len({story(seed).reports for seed in SEEDS}) == len(SEEDS)


def test_nearly_4400_people_join_over_36_hours_in_heavy_tailed_trees(told: Story) -> None:
    assert 4_350 <= len(told.people) <= 4_399
    last = told.people[-1].joined_after_seconds
    assert 35 * 3600 < last < 36 * 3600
    inviter = np.array([-1 if person.inviter is None else person.inviter for person in told.people])
    assert depths(inviter).max() == 14
    sizes = sorted(tree_sizes(inviter).values())
    assert 200 <= sizes[-1] <= 950
    assert sizes[len(sizes) // 2] <= 2
    # recruit first, then hunt
    assert sum(person.joined_after_seconds < 27 * 3600 for person in told.people) > 3_000


def test_the_tree_is_the_one_the_seed_grew_and_nobody_was_moved(told: Story) -> None:
    cascade = grow(told.cascade_seed, people=len(told.people), hours=36)
    assert has_published_shape(cascade)
    assert [-1 if person.inviter is None else person.inviter for person in told.people] == (cascade.inviter.tolist())
    assert [person.joined_after_seconds for person in told.people] == cascade.joined_after_seconds.tolist()


def test_about_200_reports_of_which_30_to_40_are_true(told: Story) -> None:
    assert 190 <= len(told.reports) <= 210
    assert 30 <= sum(report.true for report in told.reports) <= 40
    assert [report.index for report in told.reports] == list(range(len(told.reports)))


def test_all_ten_are_found_the_last_after_8_hours_52_minutes(told: Story) -> None:
    found = [told.paid_report(balloon).after_seconds for balloon in range(10)]
    assert min(found) > HUNT_STARTS == 27 * 3600
    assert max(found) == (27 + 8) * 3600 + 52 * 60
    assert len(set(found)) == 10


def test_finders_chains_differ_and_the_shown_one_counts_four(told: Story) -> None:
    lengths = [len(told.chain(told.paid_report(balloon).finder)) for balloon in range(10)]
    assert lengths[told.shown_balloon] == 4
    assert max(lengths) >= 6
    assert len(set(lengths)) >= 4
    assert len({told.paid_report(balloon).finder for balloon in range(10)}) == 10
    finder, inviter, upper, root = told.chain(told.paid_report(told.shown_balloon).finder)
    assert told.people[finder].inviter == inviter
    assert told.people[upper].inviter == root
    assert told.people[root].inviter is None


def test_the_first_true_report_is_verified_and_later_ones_follow_it(told: Story) -> None:
    outcomes: Counter[str] = Counter()
    for balloon in range(10):
        first, *later = (report for report in told.reports if report.balloon == balloon and report.true)
        assert first == told.paid_report(balloon)
        assert first.verdict.outcome == "verify"
        assert first.verdict.reason is None
        for report in later:
            outcomes[report.verdict.outcome] += 1
            assert report.decided_after_seconds > first.decided_after_seconds
            apart = metres_between(report.place, first.place)
            if report.verdict.outcome == "duplicate":
                assert report.verdict.duplicate_of == first.index < report.index
                assert apart <= SAME_SIGHTING_METRES
            else:
                assert report.verdict.duplicate_of is None
                assert apart > SAME_SIGHTING_METRES
    assert set(outcomes) == {"duplicate", "verify"}


def test_false_reports_are_rejected_with_every_reason_and_a_note(told: Story) -> None:
    false = [report for report in told.reports if not report.true]
    assert {report.verdict.outcome for report in false} == {"reject"}
    assert {report.verdict.reason for report in false} == set(REASONS)
    assert all(report.note and report.verdict.note for report in told.reports)
    assert not any("{" in report.note + report.verdict.note for report in told.reports)


def _spots(reports: list[Report]) -> Counter[tuple[float, float]]:
    return Counter((report.latitude, report.longitude) for report in reports)


def test_true_sightings_scatter_and_forged_ones_repeat_their_spot(told: Story) -> None:
    true = [report for report in told.reports if report.true]
    away = [metres_between(report.place, BALLOONS[report.balloon].place) for report in true]
    assert max(away) <= 1_000
    assert np.median(away) > 100
    assert max(_spots(true).values()) == 1
    forged = [report for report in told.reports if report.forged]
    assert len(forged) >= 40
    assert not any(report.true for report in forged)
    assert max(_spots(forged).values()) >= 4
    honest = [report for report in told.reports if not report.forged]
    assert not set(_spots(forged)) & set(_spots(honest))


def test_a_ring_comes_from_one_tree(told: Story) -> None:
    roots: dict[tuple[float, float], set[int]] = {}
    for report in told.reports:
        if report.forged:
            spot = (report.latitude, report.longitude)
            roots.setdefault(spot, set()).add(told.chain(report.finder)[-1])
    assert all(len(ring) == 1 for ring in roots.values())


def test_false_reports_are_nowhere_near_a_balloon(told: Story) -> None:
    for report in told.reports:
        if not report.true:
            assert min(metres_between(report.place, balloon.place) for balloon in BALLOONS) > 1_500


def test_every_reporter_joined_before_and_reports_once(told: Story) -> None:
    for report in told.reports:
        assert told.people[report.finder].joined_after_seconds < report.after_seconds
        assert HUNT_STARTS <= report.observed_after_seconds <= report.after_seconds < 36 * 3600
        assert report.accuracy_m > 0
    assert len({report.finder for report in told.reports}) == len(told.reports)


def test_nobody_claims_to_have_seen_a_balloon_before_it_was_up() -> None:
    draws = Draws(1)
    just_after = HUNT_STARTS + 120
    observed = [draw_observed(draws, just_after) for _ in range(100)]
    assert min(observed) == HUNT_STARTS
    assert max(observed) <= just_after


def test_steps_tell_everything_once_and_in_an_order_that_can_be_replayed(told: Story) -> None:
    joined: set[int] = set()
    received: set[int] = set()
    decided: set[int] = set()
    steps = list(told.steps())
    for step in steps:
        if isinstance(step, Join):
            assert step.person.inviter is None or step.person.inviter in joined
            assert step.person.index not in joined
            joined.add(step.person.index)
        elif isinstance(step, Decide):
            assert step.report.index in received
            assert step.report.index not in decided
            if step.report.verdict.duplicate_of is not None:
                assert step.report.verdict.duplicate_of in decided
            decided.add(step.report.index)
        else:
            assert step.finder in joined
            received.add(step.index)
    assert all(first.after_seconds <= second.after_seconds for first, second in pairwise(steps))
    assert joined == set(range(len(told.people)))
    assert received == decided == set(range(len(told.reports)))
    assert steps[-1].after_seconds == told.ends_after_seconds < 37 * 3600


def test_people_have_names_in_many_scripts_and_addresses_of_their_own(told: Story) -> None:
    emails = [person.email for person in told.people]
    assert len(set(emails)) == len(emails)
    for email in emails:
        local, _, domain = email.partition("@")
        assert email.isascii()
        assert local.replace(".", "").isalnum()
        assert local == local.lower()
        assert domain == "example.org" or domain.endswith(".example.org")
    names = [person.name for person in told.people]
    assert all(name.endswith(".") and len(name) <= 40 and "/" not in name for name in names)
    assert len(set(names)) > 1_000
    assert sum(not name.isascii() for name in names) > 1_000


def test_the_ten_balloons_hung_far_from_each_other() -> None:
    assert [balloon.name for balloon in BALLOONS] == [f"Balloon {number}" for number in range(1, 11)]
    for one in BALLOONS:
        for other in BALLOONS:
            if one is not other:
                assert metres_between(one.place, other.place) > 100_000


def test_distances_on_the_ground() -> None:
    equator, home = Place("equator", 0.0, 0.0), Place("home", 45.0, 7.0)
    assert metres_between(equator, Place("a degree north", 1.0, 0.0)) == pytest.approx(111_195)
    # at 60 degrees north a degree of longitude is half as wide as at the equator
    assert metres_between(Place("", 60, 10), Place("", 60, 11)) == pytest.approx(55_597, rel=1e-3)
    assert metres_between(home, moved(home, north_m=300, east_m=-400)) == pytest.approx(500, abs=0.5)
