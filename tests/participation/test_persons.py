"""What one participant's place adds up to: their own to see, and the organizers'; constraint as networkx has it."""

from __future__ import annotations

import networkx as nx
import pytest

from campaigns.participation.models import Tie
from campaigns.participation.persons import constraint_among_ties, tell_person
from campaigns.recruiting.models import Participant
from tests import cast
from tests.participation.test_report_api import reader
from tests.participation.test_rollup import tell_a_story

pytestmark = pytest.mark.usefixtures("committed")


def test_constraint_of_everybody_equals_networkx() -> None:
    campaign = tell_a_story(at_each_step=1_000)
    places = Participant.objects.filter(campaign=campaign)
    graph = nx.Graph(list(places.exclude(invited_by=None).values_list("invited_by", "pk")))
    graph.add_edges_from(Tie.objects.filter(campaign=campaign).values_list("low", "high"))
    theirs = nx.constraint(graph)
    assert len(theirs) == places.count()
    for place in places:
        ours = constraint_among_ties(place.pk)
        assert ours.n == graph.degree[place.pk]
        assert ours.value == pytest.approx(theirs[place.pk], abs=1e-12)


def test_one_reads_ones_own_and_the_organizer_everybodys() -> None:
    campaign = tell_a_story(at_each_step=1_000)
    dave = campaign.participants.select_related("user").get(display_name="Dave")
    assert dave.user is not None
    own = reader(dave.user).get(f"/api/v1/campaigns/{campaign.slug}/me/activity/")
    assert own.status_code == 200
    told = own.json()
    assert (told["reports"], told["reports_verified"], told["recruits"]) == (1, 1, 0)
    assert told["trust"]["value"] == 1
    assert told["trust"]["n"] == 1
    assert told["trust"]["low"] == pytest.approx(0.2065, abs=1e-4)
    assert told["ties"] == told["constraint"]["n"] == 2
    path = f"/api/v1/participants/{dave.public_id}/activity/"
    assert reader(cast.organizer_of(campaign)).get(path).json() == told
    assert reader(cast.make_user("stranger")).get(path).status_code == 404


def test_whoever_just_came_has_nothing_to_show_and_is_told_so() -> None:
    place = cast.join(cast.make_user("new"), cast.open_link(cast.live_campaign()))
    told = tell_person(place.pk)
    assert (told["downline"], told["ties"], told["active_days"], told["last_active_on"]) == (0, 0, 0, None)
    assert told["trust"]["missing"] == "None of the reports has been decided yet."
    assert told["constraint"]["missing"] == "This member has no ties yet."
