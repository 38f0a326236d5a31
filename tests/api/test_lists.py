"""Lists: narrowed by what they say, ordered by what has an index, and whole however many pages it takes."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.findings.reporting import report_finding
from campaigns.participation import persons
from campaigns.participation.models import Member, Report
from campaigns.participation.rollup import calendar_of
from campaigns.people.keys import make_key
from campaigns.people.models import Role
from campaigns.planning.models import Objective
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import freeze_branch, remove_member
from mobilize.http.filtering import filters_of
from mobilize.http.pagination import orderings_of
from tests import cast
from tests.api.calling import Caller
from tests.api.scene import Scene, endpoints
from tests.api.test_if_match import reader_of
from tests.api.test_posts_once import client_of
from tests.cast import MOMENT
from tests.documented import document
from tests.documented import resolve as resolved
from tests.outreach.stage import awake_zone

pytestmark = pytest.mark.django_db


def lists(scene: Scene) -> dict[str, Any]:
    """Give the view of every list that says what it may be narrowed by."""
    found = {}
    for method, path in endpoints():
        view = getattr(resolve(address_of(scene, path)).func, "view_class", None)
        if method == "GET" and filters_of(view):
            found[path] = view
    return found


def address_of(scene: Scene, path: str) -> str:
    return "/api/v1/" + path.format(**scene.names)


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def test_what_is_not_understood_is_refused_by_its_name(scene: Scene, subtests: pytest.Subtests) -> None:
    narrowed = lists(scene)
    assert len(narrowed) == 18
    for path, view in narrowed.items():
        with subtests.test(path):
            client, address = client_of(scene, reader_of(path)), address_of(scene, path)

            def refused(client: Any = client, address: str = address, **query: str) -> Any:
                answer = client.get(address, query)
                assert answer.status_code == 400, query
                (error,) = answer.json()["errors"]
                assert error["parameter"] == next(iter(query))
                return error["detail"]

            filters = filters_of(view)
            told = refused(colour="red")
            known = {*filters, "limit", "cursor"} | ({"ordering"} if orderings_of(view) else set())
            assert set(re.findall(r"\w+", told.partition("there are")[2])) == known
            assert all(name in refused(ordering="colour") for name in orderings_of(view))
            for name, one in filters.items():
                if "enum" in one.shape:
                    assert all(str(known) in refused(**{name: "colour"}) for known in one.shape["enum"])
                elif one.shape != {"type": "string"} and name != "search":
                    assert refused(**{name: "colour"})
                # Whatever is understood is answered, and so is what is left empty.
                good = {"date-time": "2009-12-05T15:00:00Z", "uuid": scene.names["finding_id"]}
                value = one.shape.get("enum", [good.get(one.shape.get("format", ""), "1")])[0]
                if name != "bbox":
                    assert client.get(address, {name: value}).status_code == 200, name
                assert client.get(address, {name: ""}).status_code == 200


def test_every_list_refuses_what_it_does_not_know(scene: Scene, subtests: pytest.Subtests) -> None:
    """Whatever the document has `results` for, with pages or without, and the map, which is one."""
    told: dict[str, Any] = document()
    lists = [
        path.removeprefix("/api/v1/")
        for path, methods in told["paths"].items()
        if ("get" in methods and "results" in _members(methods["get"])) or path.endswith("/findings/map/")
    ]
    assert len(lists) > 50
    for path in lists:
        with subtests.test(path):
            client, address = client_of(scene, reader_of(path)), address_of(scene, path)
            answer = client.get(address, {"colour": "red"})
            assert answer.status_code == 400
            (error,) = answer.json()["errors"]
            assert error["parameter"] == "colour"
            # What it says that there is, it takes or refuses by its own name.
            named = {
                each["name"] for each in told["paths"][f"/api/v1/{path}"]["get"]["parameters"] if each["in"] == "query"
            }
            assert set(re.findall(r"\w+", error["detail"].partition("there are")[2])) - {"none"} == named - {"format"}


def _members(operation: dict[str, Any]) -> dict[str, Any]:
    body = resolved(operation["responses"]["200"]).get("content", {}).get("application/json", {}).get("schema", {})
    members: dict[str, Any] = resolved(body).get("properties", {})
    return members


class Hunt:
    """Findings at known places and times, by two people."""

    def __init__(self) -> None:
        self.campaign = cast.live_campaign([(400_000, 2)])
        self.alice, self.bob = cast.join_in_turn(self.campaign, "alice", "bob")
        self.path = f"/campaigns/{self.campaign.slug}/findings/"
        self.olga = Caller(cast.organizer_of(self.campaign))
        objective = cast.objective_of(self.campaign)
        self.places = {"fiji": (-17.0, 179.5), "samoa": (-14.0, -172.0), "paris": (48.9, 2.3), "nowhere": None}
        self.found: dict[str, str] = {}
        for number, (name, place) in enumerate(self.places.items()):
            where = {"latitude": place[0], "longitude": place[1], "accuracy_m": 5, "source": "map"} if place else None
            finding, _ = report_finding(
                objective=objective,
                participant=self.bob if number % 2 else self.alice,
                note=name,
                location=where,
                observed_at=MOMENT - timedelta(minutes=number),
                at=MOMENT + timedelta(minutes=number),
            )
            self.found[str(finding.public_id)] = name

    def named(self, by: Caller | None = None, **query: str) -> list[str]:
        return [self.found[row["id"]] for row in (by or self.olga).get(self.path, **query)["results"]]


@pytest.fixture
def hunt() -> Hunt:
    return Hunt()


def test_findings_are_narrowed(hunt: Hunt) -> None:
    assert hunt.named() == ["nowhere", "paris", "samoa", "fiji"]
    assert hunt.named(participant=str(hunt.bob.public_id)) == ["nowhere", "samoa"]
    assert hunt.named(objective=str(cast.objective_of(hunt.campaign).public_id), ordering="made") == [
        "fiji", "samoa", "paris", "nowhere",
    ]  # fmt: skip
    one, two = ((MOMENT + timedelta(minutes=n)).isoformat() for n in (1, 3))
    assert hunt.named(received_from=one, received_to=two) == ["paris", "samoa"]
    assert hunt.named(observed_to=MOMENT.isoformat()) == ["nowhere", "paris", "samoa"]
    assert hunt.named(ordering="observed_at") == ["nowhere", "paris", "samoa", "fiji"]
    assert hunt.named(ordering="-observed_at") == ["fiji", "samoa", "paris", "nowhere"]
    assert hunt.named(bbox="0,40,10,50") == ["paris"]
    assert hunt.named(bbox="179.5,-17,179.5,-17") == ["fiji"]
    assert hunt.named(bbox="170,-20,-170,0") == ["samoa", "fiji"]
    cast.photograph(Finding.objects.get(campaign=hunt.campaign, note="paris"))
    assert hunt.named(has_evidence="true") == ["paris"]
    assert hunt.named(has_evidence="false") == ["nowhere", "samoa", "fiji"]
    for box in ("1,2,3", "1,2,3,x", "nan,0,1,1", "0,0,1,inf", "-181,0,0,0", "0,-91,0,0", "0,2,1,1", "1,2,3,4,5", ","):
        assert hunt.olga.call("GET", hunt.path, {"bbox": box}).status_code == 400, box
    for time in ("2009-12-05", "2009-12-05T15:00:00", "2009-13-05T15:00:00Z", "now"):
        assert hunt.olga.call("GET", hunt.path, {"observed_from": time}).status_code == 400, time


def test_a_box_tells_nobody_what_they_are_not_shown(hunt: Hunt) -> None:
    tess = cast.make_user("tess")
    Role.objects.create(campaign=hunt.campaign, user=tess, kind="treasurer")
    assert len(hunt.named(Caller(tess))) == 4
    assert hunt.named(Caller(tess), bbox="-180,-90,180,90") == []
    assert hunt.named(Caller(hunt.bob.user), bbox="-180,-90,180,90") == ["samoa"]
    Objective.objects.filter(campaign=hunt.campaign).update(location_privacy="exact")
    assert hunt.named(Caller(tess), bbox="-180,-90,180,90") == ["paris", "samoa", "fiji"]


def test_people_are_searched_by_letters_that_mean_themselves() -> None:
    campaign = cast.live_campaign()
    for name in ("Ann 100%", "Ann_b", "ANNA", "Bo\\b"):
        cast.join(cast.make_user(name), cast.open_link(campaign))
    Participant.objects.filter(display_name="Anna").update(display_name="ANNA")
    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/participants/"

    def found(search: str) -> set[str]:
        return {row["display_name"].lower() for row in olga.get(path, search=search)["results"]}

    assert found("ann") == {"ann 100%", "ann_b", "anna"}
    assert found("%") == {"ann 100%"}
    assert found("_") == {"ann_b"}
    assert found("\\") == {"bo\\b"}
    assert found("n_") == {"ann_b"}
    assert olga.call("GET", path, {"search": "x" * 201}).status_code == 400


def count_member(place: Participant, *, last_day: int | None, **counts: int) -> None:
    """Keep of a participant what the report would, as far as matters here."""
    nothing = dict.fromkeys(
        ("depth", "joined_us", "joined_day", "edges", "edges_squared", "recruits", "early_recruits", "reports"), 0
    )
    fields: dict[str, Any] = {
        "participant": place,
        "campaign_id": place.campaign_id,
        "root": place.pk,
        "source": -2,
        "origin": -2,
        "size": 1,
        "verified": 0,
        "pay_minor": 0,
        "days": [],
        "hours": [],
        "last_day": last_day,
        **nothing,
    }
    Member.objects.create(**fields | counts)


@pytest.mark.parametrize("most_named", [1, 2_000])
def test_people_are_narrowed_by_whether_they_are_active(most_named: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the lapse gap of the campaign, counted in days by its own clocks; who never did anything is not."""
    monkeypatch.setattr(persons, "MOST_NAMED", most_named)
    campaign = cast.live_campaign(time_zone=awake_zone(timezone.now()))
    alice, bob, carol, dave, _ = cast.join_in_turn(campaign, "alice", "bob", "carol", "dave", "eve")
    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/participants/"
    today = calendar_of(campaign).number_at("day", timezone.now())
    for place, days_ago in ((alice, 0), (bob, 13), (carol, 14), (dave, None)):
        count_member(place, last_day=None if days_ago is None else today - days_ago)

    def names(**query: str) -> list[str]:
        return [row["display_name"].lower() for row in olga.get(path, **query)["results"]]

    assert names(active="true") == ["bob", "alice"]
    assert names(active="false") == ["eve", "dave", "carol"]
    Report.objects.update_or_create(campaign=campaign, defaults={"gap_days": 15})
    assert names(active="true", ordering="made") == ["alice", "bob", "carol"]
    Report.objects.filter(campaign=campaign).update(gap_days=1)
    assert names(active="true") == ["alice"]
    # With nothing counted at all nobody is known to be active, and with everything left out everybody is there.
    assert len(names(active="")) == 5


def test_people_are_told_with_what_they_add_up_to() -> None:
    """In as many statements for many as for few; for a key that may read it, and nothing of who is not counted yet."""
    campaign = cast.live_campaign()
    alice, bob, *_ = cast.join_in_turn(campaign, "alice", "bob", "carol", "dave")
    count_member(alice, last_day=14_583, size=4, recruits=1, reports=3, verified=2)
    count_member(bob, last_day=None, size=3, recruits=1)
    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/participants/"
    with CaptureQueriesContext(connection) as of_four:
        rows = olga.get(path, ordering="made")["results"]
    with CaptureQueriesContext(connection) as of_one:
        olga.get(path, ordering="made", limit=1)
    assert len(of_four) == len(of_one)
    keys = ("recruits", "downline", "reports", "reports_verified", "last_active_on")
    assert rows[0]["counts"] == dict(zip(keys, (1, 3, 3, 2, "2009-12-05"), strict=True))
    assert rows[1]["counts"] == dict(zip(keys, (1, 2, 0, 0, None), strict=True))
    assert [row["counts"] for row in rows[2:]] == [None, None]
    table = olga.call("GET", path, {"ordering": "made", "format": "csv"}).content.decode().splitlines()
    assert table[0].endswith(",".join(f"counts.{key}" for key in keys))
    assert table[1].endswith(",1,3,3,2,2009-12-05")
    for scopes, told in ((["participants:read"], None), (["participants:read", "analytics:read"], rows[0]["counts"])):
        _, token = make_key(
            owner=cast.organizer_of(campaign), name="CRM", kind="secret", scopes=scopes, at=timezone.now()
        )
        answer = Client().get(f"/api/v1{path}", {"ordering": "made"}, headers={"Authorization": f"Bearer {token.text}"})
        assert answer.json()["results"][0]["counts"] == told


def test_people_are_narrowed_by_what_was_decided_about_them() -> None:
    campaign = cast.live_campaign()
    _, bob, carol, dave = cast.join_in_turn(campaign, "alice", "bob", "carol", "dave")
    remove_member(participant=bob, banned=False, actor=None, at=cast.MOMENT)
    remove_member(participant=carol, banned=True, actor=None, at=cast.MOMENT)
    freeze_branch(root=dave, actor=None, at=cast.MOMENT)
    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/participants/"
    found = {}
    for state in ("open", "excluded", "banned", "quarantined"):
        (row,) = olga.get(path, state=state)["results"]
        found[state] = (row["display_name"], bool(row["removed_at"]), row["banned"], bool(row["quarantined_at"]))
    assert found == {
        "open": ("Alice", False, False, False),
        "excluded": ("Bob", True, False, False),
        "banned": ("Carol", True, True, False),
        "quarantined": ("Dave", False, False, True),
    }


def test_transfers_are_narrowed_by_account_reason_and_time(scene: Scene) -> None:
    olga, path = Caller(scene.accounts["organizer"]), f"/campaigns/{scene.campaign.slug}/ledger/"
    rows = olga.get(path)["results"]
    assert {row["reason"] for row in olga.get(path, reason="share")["results"]} == {"share"}
    world = olga.get(path, account="world")["results"]
    assert world == [row for row in rows if "world" in (row["debit"], row["credit"])] != []
    now = (timezone.now() + timedelta(hours=1)).isoformat()
    assert olga.get(path, created_from=now)["results"] == []
    assert olga.get(path, created_to=now, ordering="made")["results"] == rows[::-1]


def test_every_order_has_an_index_behind_it(
    scene: Scene, subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the first page and behind a cursor nothing is sorted, and no table is read from end to end."""
    finder = Participant.objects.get(public_id=scene.names["participant_id"])
    cast.report(finder)
    count_member(finder, last_day=calendar_of(scene.campaign).number_at("day", timezone.now()))
    with connection.cursor() as cursor:
        # A small table is read whole because it is small; what is asked here is whether it could be otherwise.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    for path, view in lists(scene).items():
        # Whoever is active is looked for in one way where they are few, and in another where they are many.
        ways = [({}, 0), ({"active": "true"}, 2_000), ({"active": "true"}, -1)]
        # Who has a role sees all settlements, everybody else those that paid them.
        readers = ["organizer", "finder"] if path == "campaigns/{slug}/settlements/" else [reader_of(path)]
        asked = ways if "active" in filters_of(view) else ways[:1]
        for name, (narrowed, most_named), reader in product(orderings_of(view), asked, readers):
            monkeypatch.setattr(persons, "MOST_NAMED", most_named)
            for ordering in (name, f"-{name}"):
                with subtests.test(f"{path} by {ordering} {narrowed} {most_named} for the {reader}"):
                    client, address = client_of(scene, reader), address_of(scene, path)
                    query = {"ordering": ordering, "limit": "1", **narrowed}
                    following = client.get(address, query).json()["next"]
                    if following:
                        query["cursor"] = parse_qs(urlsplit(following).query)["cursor"][0]
                    with CaptureQueriesContext(connection) as statements:
                        assert client.get(address, query).status_code == 200
                    (statement,) = [one["sql"] for one in statements if one["sql"].endswith("LIMIT 2")]
                    with connection.cursor() as cursor:
                        cursor.execute("EXPLAIN " + statement)
                        plan = "\n".join(line for (line,) in cursor.fetchall())
                    assert "Seq Scan" not in plan.replace("Seq Scan on campaigns_campaign", ""), plan
                    assert not re.search(r"(?<!Incremental )\bSort\b", plan.replace("Sort Key", "")), plan


@pytest.mark.parametrize("ordering", ["", "made", "received_at", "-received_at", "observed_at", "-observed_at"])
def test_a_walk_through_findings_misses_none_while_people_report(ordering: str) -> None:
    campaign = cast.live_campaign([(400_000, 2)])
    (bob,) = cast.join_in_turn(campaign, "bob")
    objective, draw = cast.objective_of(campaign), random.Random(f"{ordering}")

    def report() -> str:
        # Few different times, so that many are equal.
        at = MOMENT + timedelta(minutes=draw.randrange(3))
        seen = MOMENT - timedelta(minutes=draw.randrange(3))
        return str(report_finding(objective=objective, participant=bob, observed_at=seen, at=at)[0].public_id)

    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/findings/"
    for way in ("next", "previous"):
        there = {report() for _ in range(7)} | set(walk(olga, path, ordering, "next"))
        met = walk(olga, path, ordering, way, meanwhile=report)
        assert len(met) == len(set(met))
        assert there <= set(met)


def walk(by: Caller, path: str, ordering: str, way: str, meanwhile: Any = None) -> list[str]:
    """Read a list two rows at a time, with something happening between the pages; gives the ids in the order met."""
    query = f"{path}?limit=2" + (f"&ordering={ordering}" if ordering else "")
    address = query
    if way == "previous":
        while following := by.get(address)["next"]:
            address = following.partition("/api/v1")[2]
    met = []
    while address:
        page = by.get(address)
        met += [row["id"] for row in page["results"]]
        address = (page[way] or "").partition("/api/v1")[2]
        # It would go on for ever where whatever arrives stands at the end.
        if meanwhile and len(met) < 20:
            meanwhile()
    return met
