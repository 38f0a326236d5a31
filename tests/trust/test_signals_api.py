"""Signals over HTTP: organizers read what was noticed in sentences, and decide it once; nobody else learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Signal
from tests import cast
from tests.trust.rows import notice, sybil_chain, trace, user_of

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


class Scene:
    def __init__(self) -> None:
        self.campaign: Campaign = cast.live_campaign()
        self.line = sybil_chain(self.campaign)
        self.organizer = signed_in(cast.organizer_of(self.campaign))
        (self.signal,) = notice(*self.line)

    def signals(self, **asked: Any) -> list[dict[str, Any]]:
        answer = self.organizer.get(f"/api/v1/campaigns/{self.campaign.slug}/signals/", asked)
        assert answer.status_code == 200, answer.content
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    def decide(self, state: str, note: str = "Looked at it.", client: APIClient | None = None) -> Any:
        address = f"/api/v1/signals/{self.signal.public_id}/decide/"
        return (client or self.organizer).post(address, {"state": state, "note": note}, format="json")


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_signal_is_a_sentence_with_its_people_and_numbers(scene: Scene) -> None:
    (shown,) = scene.signals()
    assert shown["sentence"].startswith("5 people, each brought in by the one before")
    assert [each["id"] for each in shown["people"]] == [str(place.public_id) for place in scene.line]
    assert all(each["suspected"] for each in shown["people"])
    assert shown["facts"]["in_a_line"] == 5
    assert (shown["severity"], shown["state"], shown["finding"]) == (3, "open", None)
    assert len(shown["holds"]) == 5
    assert "Families" in shown["innocent"]


def test_the_gravest_come_first_and_filters_filter(scene: Scene) -> None:
    others = cast.join_in_turn(scene.campaign, "ann", "ben")
    for place in others:
        trace(place, "café")
    notice(*others)
    assert [each["severity"] for each in scene.signals()] == [3, 1]
    assert [each["severity"] for each in scene.signals(severity="1")] == [1]
    assert [each["severity"] for each in scene.signals(participant=str(others[0].public_id))] == [1]
    assert scene.signals(kind="join_burst") == []
    assert scene.signals(state="cleared") == []
    for name in ("kind", "state", "severity"):
        answer = scene.organizer.get(f"/api/v1/campaigns/{scene.campaign.slug}/signals/", {name: "nonsense"})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"] == f"#/{name}"


def test_a_page_of_signals_costs_few_queries(scene: Scene, django_assert_max_num_queries: Any) -> None:
    for n in range(10):
        pair = cast.join_in_turn(scene.campaign, "ann", "ben")
        for place in pair:
            trace(place, f"café {n}")
        notice(*pair)
    with django_assert_max_num_queries(9):
        assert len(scene.signals()) == 11


def test_clearing_clears_the_holds_that_rest_on_it(scene: Scene) -> None:
    answer = scene.decide("cleared", "One household, I know them.")
    assert answer.status_code == 200
    assert answer.json()["state"] == "cleared"
    assert set(Hold.objects.filter(signal=scene.signal).values_list("decision", flat=True)) == {"cleared"}
    assert Event.objects.filter(kind="trust.signal_decided", campaign=scene.campaign).count() == 1
    assert Participant.objects.get(pk=scene.line[0].pk).standing == 0


def test_upholding_lowers_the_standing_and_leaves_the_holds_to_be_decided(scene: Scene) -> None:
    assert scene.decide("upheld").status_code == 200
    assert set(Hold.objects.filter(signal=scene.signal).values_list("decision", flat=True)) == {""}
    assert {place.standing for place in Participant.objects.filter(pk__in=[p.pk for p in scene.line])} == {-2}
    assert not Participant.objects.filter(campaign=scene.campaign, removed_at__isnull=False).exists()


def test_it_is_decided_once(scene: Scene) -> None:
    assert scene.decide("upheld").status_code == 200
    again = scene.decide("cleared")
    assert again.status_code == 409
    assert again.json()["type"].endswith("/already-decided/")
    assert Signal.objects.get(pk=scene.signal.pk).state == "upheld"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"state": "open", "note": "x"}, "state"),
        ({"state": "upheld"}, "note"),
        ({"state": "upheld", "note": " "}, "note"),
    ],
)
def test_bad_input_names_the_field(scene: Scene, body: dict[str, str], field: str) -> None:
    answer = scene.organizer.post(f"/api/v1/signals/{scene.signal.public_id}/decide/", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"#/{field}"


def test_nobody_decides_about_themselves_or_their_chain(scene: Scene) -> None:
    concerned = user_of(scene.line[2])
    Role.objects.create(campaign=scene.campaign, user=concerned, kind=Role.Kind.ORGANIZER)
    answer = scene.decide("cleared", client=signed_in(concerned))
    assert answer.status_code == 403
    assert Signal.objects.get(pk=scene.signal.pk).state == "open"


def test_nobody_but_organizers_learns_of_it(scene: Scene) -> None:
    for kind in (Role.Kind.REVIEWER, Role.Kind.TREASURER):
        person = cast.make_user(kind)
        Role.objects.create(campaign=scene.campaign, user=person, kind=kind)
        assert scene.decide("cleared", client=signed_in(person)).status_code == 404
        address = f"/api/v1/campaigns/{scene.campaign.slug}/signals/"
        assert signed_in(person).get(address).status_code == 404
    assert scene.decide("cleared", client=signed_in(user_of(scene.line[0]))).status_code == 404
    assert scene.decide("cleared", client=APIClient()).status_code == 401
