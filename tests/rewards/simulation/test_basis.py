"""The Basis that the database counts is the one that arrays give, and its mark tells when there is something new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.planning.operations import change_campaign
from rewards.contracts.budget import read_budget
from rewards.settlement.operations import settle_due
from rewards.simulation.basis import deadline_of, read_basis, read_mark
from rewards.simulation.measured import ObjectiveBasis
from tests import cast
from tests.rewards.simulation.counting import count
from tests.rewards.simulation.stage import begin, fill, find

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("cut_hours", [3.0, 10.25, 23.999])
def test_the_database_counts_as_arrays_do(cut_hours: float) -> None:
    campaign = begin()
    grown, places = fill(campaign)
    assert campaign.launched_at is not None
    start = int(campaign.launched_at.timestamp())
    cut = round(cut_hours * 3_600)
    at = campaign.launched_at + timedelta(seconds=cut)
    finders = [(place, 3 * 3_600 - 60 * n) for n, place in enumerate([5, 2])]
    for place, seconds in finders:
        find(campaign, places[place], at=campaign.launched_at + timedelta(seconds=seconds))
    basis = read_basis(campaign=campaign, at=at)
    objectives = [
        ObjectiveBasis(
            key=str(objective.public_id),
            quota=objective.quota,
            found=2 if objective.quota == 3 else 0,
            undecided=0,
            prize_minor=objective.prize_minor,
            opens_at=start,
            closes_at=start + grown.end,
        )
        for objective in campaign.objectives.all()
    ]
    expected = count(
        grown, cut=cut, finds=[find_ for find_ in finders if find_[1] < cut], objectives=objectives,
        verified=sum(seconds + 60 < cut for _, seconds in finders), spent_minor=20_000, promised_minor=15_000,
    )  # fmt: skip
    assert basis.ordered() == replace(expected, as_of=start + cut, deadline=start + grown.end).ordered()


def test_an_empty_campaign_has_a_basis() -> None:
    basis = read_basis(campaign=begin(), at=timezone.now())
    assert (basis.participants, basis.bins, basis.offspring) == (0, 1, ())
    assert basis.promised_minor == 35_000


def test_without_an_end_four_weeks_are_taken() -> None:
    campaign, at = begin(ahead_hours=None), timezone.now()
    assert deadline_of(campaign, at=at) - at == timedelta(days=28)
    assert read_basis(campaign=campaign, at=at).deadline == int((at + timedelta(days=28)).timestamp())


def test_what_is_spent_and_promised_is_what_the_budget_says() -> None:
    campaign = begin()
    _, places = fill(campaign)
    now = timezone.now()
    find(campaign, places[3], at=now - HOUR)
    find(campaign, places[4], at=now - HOUR, objective=1)
    due = read_basis(campaign=campaign, at=now)
    settle_due(at=now)
    settled = read_basis(campaign=campaign, at=now)
    budget = read_budget(campaign_id=campaign.pk)
    assert due.spent_minor == settled.spent_minor == 15_000
    assert due.promised_minor == settled.promised_minor == budget.promised == 20_000
    (full,) = (objective for objective in settled.objectives if not objective.left)
    assert full.filled_at == int((now - HOUR).timestamp())


def test_prizes_whose_rest_goes_back_cost_less() -> None:
    campaign = begin(remainder_to="budget")
    _, places = fill(campaign)
    now = timezone.now()
    find(campaign, places[0], at=now - HOUR)
    settle_due(at=now)
    # A root who finds gets half of the prize; the rest stays in the budget.
    basis = read_basis(campaign=campaign, at=now)
    assert (basis.paid_percent, basis.spent_minor, basis.promised_minor) == (50.0, 5_000, 25_000)


def test_undecided_reports_are_told_apart_from_decided_ones() -> None:
    campaign = begin()
    people = cast.full_cast(campaign)
    cast.report(people.dave, at=timezone.now() - HOUR)
    basis = read_basis(campaign=campaign, at=timezone.now())
    assert sorted(objective.undecided for objective in basis.objectives) == [0, 1]
    assert (basis.verified, basis.refused) == (0, 0)


def test_the_mark_changes_with_the_facts_and_with_nothing_else() -> None:
    campaign = begin()
    organizer = cast.organizer_of(campaign)
    marks = [read_mark(campaign=campaign)]

    def changed() -> bool:
        campaign.refresh_from_db()
        marks.append(read_mark(campaign=campaign))
        return marks[-1] not in marks[:-1]

    assert not changed()
    (alice,) = cast.join_in_turn(campaign, "alice")
    assert changed()
    finding = cast.report(alice)
    assert changed()
    cast.verify(finding)
    assert changed()
    now = timezone.now()
    change_campaign(campaign=campaign, actor=organizer, at=now, goal_participants=500)
    assert changed()
    change_campaign(campaign=campaign, actor=organizer, at=now, title="Another word for it")
    assert not changed()
