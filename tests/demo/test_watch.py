"""The small campaign beside the hunt: made once and whole, with something of all that a reviewer looks at."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from campaigns.findings.models import Assessment, Evidence, Finding, Vouch
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Signal
from mobilize.demo.pictures import photograph_balloon
from mobilize.demo.places import BALLOONS
from mobilize.demo.signins import make_crew
from mobilize.demo.stage import Crew
from mobilize.demo.watch import PEOPLE, SEEN, people_of_watch, set_watch, tell_watch
from rewards.settlement.audit import find_differences
from tests import cast

NOW = datetime(2030, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def crew(db: None) -> Crew:
    return make_crew()


@pytest.fixture
def people(db: None) -> list[User]:
    return [cast.make_user(name) for name in ("ann", "ben", "cleo", "dan", "eve", "finn", "gus", "hana", "ida")]


def test_it_is_made_once_and_nothing_of_it_is_decided(crew: Crew, people: list[User]) -> None:
    watch = set_watch(crew=crew, people=people, now=NOW)
    assert set_watch(crew=crew, people=people, now=NOW) == watch
    findings = Finding.objects.filter(campaign=watch)
    assert findings.count() == len(SEEN) + 1
    assert set(findings.values_list("state", flat=True)) == {"submitted"}
    assert Participant.objects.filter(campaign=watch).count() == PEOPLE + 1
    assert Assessment.objects.filter(campaign=watch).count() == findings.count()
    assert Vouch.objects.get(finding__campaign=watch).participant.user == people[1]
    assert find_differences(watch.pk, at=NOW) == []


def test_the_true_ones_are_believed_and_the_copy_is_on_hold(crew: Crew, people: list[User]) -> None:
    watch = set_watch(crew=crew, people=people, now=NOW)
    thought = {each.finding.client_id: each for each in Assessment.objects.filter(campaign=watch)}
    ranked = sorted(thought, key=lambda name: -thought[name].log_odds)
    assert ranked[:2] == ["watch-3", "watch-6"]
    assert {piece["name"] for piece in thought["watch-3"].pieces} >= {
        "other_trees", "photo_at_place", "photo_in_time", "authenticator_matched", "vouched",
    }  # fmt: skip
    assert "copied_file" in {piece["name"] for piece in thought["watch-7"].pieces}
    assert thought["watch-6"].cluster_first.client_id == "watch-3"
    (hold,) = Hold.objects.filter(campaign=watch)
    assert hold.participant.user == people[7]
    kinds = set(Signal.objects.filter(campaign=watch).values_list("kind", flat=True))
    assert {"same_evidence", "same_spot"} <= kinds
    (line,) = tell_watch(watch, at=NOW)
    assert line.startswith("One more balloon: 8 reports to be reviewed, ")
    assert line.endswith(", 1 on hold.")


def test_a_reviewer_finds_them_in_the_queue_with_their_pictures(crew: Crew, people: list[User]) -> None:
    watch = set_watch(crew=crew, people=people, now=NOW)
    assert Evidence.objects.filter(finding__campaign=watch).count() == 3
    client = Client()
    client.force_login(crew.reviewer)
    assert client.get(f"/api/v1/campaigns/{watch.slug}/review-queue/waiting/").json()["waiting"] == 8
    first = Finding.objects.get(campaign=watch, client_id="watch-3")
    dossier = client.get(f"/api/v1/findings/{first.public_id}/review/").json()
    assert any("The reporter knew 1 secret fact" in each["sentence"] for each in dossier["credibility"]["pieces"])
    assert client.get(dossier["evidence"][0]["file"]).status_code == 200


@pytest.mark.django_db
def test_who_takes_part(people: list[User]) -> None:
    hunt: Campaign = cast.live_campaign()
    places = [cast.join(user, cast.open_link(hunt)) for user in people]
    chosen = people_of_watch(hunt, voucher=people[4])
    assert len(chosen) == len(set(chosen)) == len(places) == PEOPLE
    assert chosen[:3] == [people[0], people[4], people[1]]


def test_a_number_is_a_picture() -> None:
    place = BALLOONS[0].place
    one, again, other = (photograph_balloon(number, place=place, at=NOW) for number in (1, 1, 2))
    assert one == again != other
    with Image.open(BytesIO(one)) as picture:
        assert picture.size == (640, 480)
        assert picture.getexif().get_ifd(0x8825)
    with Image.open(BytesIO(photograph_balloon(1, place=None, at=NOW))) as picture:
        assert not picture.getexif()
