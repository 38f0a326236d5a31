"""The report over HTTP: what organizers read of a campaign that went on for weeks, and what they may ask of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.participation.alerts import alert_organizers
from campaigns.participation.models import Alert, Report
from campaigns.participation.report import SECTIONS, due_reports, refresh_report
from campaigns.participation.rollup import rebuild
from campaigns.participation.shares import wilson
from campaigns.participation.storing import sample_members
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant
from campaigns.saying import spoken
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.participation.test_rollup import act, read_all

pytestmark = pytest.mark.usefixtures("committed")

WEEKS = 10
A_DAY = "2009-12-08T00:00:00Z"
NOW = MOMENT + timedelta(weeks=WEEKS, hours=1)


def weeks_of_activity() -> Campaign:
    """Forty people; all are active in the first week, ever fewer come back."""
    campaign = cast.live_campaign(time_zone="America/New_York")
    (alice,) = cast.join_in_turn(campaign, "alice")
    people = [
        alice,
        *(cast.join(cast.make_user(f"p{n}"), cast.link_of(alice), at=MOMENT + ONE_DAY) for n in range(39)),
    ]
    for week in range(WEEKS):
        for person in people[: 40 - 3 * week]:
            act(person, days=7 * week + 1.5)
    read_all(20_000)
    return campaign


def reader(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, campaign: Campaign, path: str = "", **asked: str) -> Any:
    answer = client.get(f"/api/v1/campaigns/{campaign.slug}/participation/{path}", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_whole_report_and_its_parts() -> None:
    campaign = weeks_of_activity()
    refresh_report(campaign=campaign, at=NOW)
    client = reader(cast.organizer_of(campaign))
    whole = read(client, campaign)
    assert whole["people"] == 40
    assert whole["time_zone"] == "America/New_York"
    assert whole["period"] == "week"
    assert whole["verdict"]["verdict"] == "fading"
    assert whole["verdict"]["reasons"]
    for section in SECTIONS:
        assert read(client, campaign, f"{section}/") == whole[section]
        assert whole[section]["time_zone"] == "America/New_York"
        assert whole[section]["as_of"] == whole["as_of"]
    first = whole["retention"]["cohorts"][0]
    assert first["size"] == 40
    assert first["counts"][:3] == [40, 37, 34]
    cycle = whole["lifecycle"]
    for place in range(1, cycle["complete"]):
        before = cycle["active"][place - 1]
        change = cycle["new"][place] + cycle["resurrecting"][place] + cycle["dormant"][place]
        assert cycle["active"][place] == before + change
    assert whole["cascade"]["structural_virality"]["value"] == pytest.approx(2 * (39 * 39) / (40 * 39), abs=1e-3)
    stayed = whole["survival"]["everybody"]
    assert stayed["n"] == 40
    # Everybody lapsed or was followed to the end, and is told of once.
    assert sum(stayed["steps"]["censored"]) + stayed["lapsed"] == 40
    brought = whole["inequality"]["recruiting"]
    assert (brought["lorenz"]["people"], brought["lorenz"]["held"]) == ([0, 0.975, 1], [0, 0, 1])


def test_other_periods_kinds_and_cohorts() -> None:
    campaign = weeks_of_activity()
    refresh_report(campaign=campaign, at=NOW)
    client = reader(cast.organizer_of(campaign))
    days = read(client, campaign, "retention/", period="day", kind="recurring")
    assert days["period"] == "day"
    assert sum(cohort["size"] for cohort in days["cohorts"]) == sum(40 - 3 * week for week in range(WEEKS))
    again = read(client, campaign, "retention/", period="week", kind="recurring")["mean_weighted"][1]
    assert (again["n"], again["value"]) == (252, pytest.approx(225 / 252))
    # Everybody goes for good, once: as sure as if 252 people had stood in one week each.
    assert (again["low"], again["high"]) == pytest.approx(wilson(225 / 252, 252), abs=1e-6)
    generations = read(client, campaign, "retention/", cohort_by="generation", period="week")
    assert [(each["label"], each["size"]) for each in generations["cohorts"]] == [("0", 1), ("1", 39)]
    branches = read(client, campaign, "retention/", cohort_by="branch", period="week")
    assert [each["size"] for each in branches["cohorts"]] == [40]
    sources = read(client, campaign, "retention/", cohort_by="source", period="week")
    assert {each["size"] for each in sources["cohorts"]} == {1, 39}
    some = read(
        client, campaign, "growth/", period="day", **{"from": "2009-12-06T05:00:00Z", "to": "2009-12-08T05:00:00Z"}
    )
    assert some["joins"] == [39, 0]
    assert some["cumulative"] == [40, 40]


def test_a_spike_by_days_tells_of_its_day_and_who_brought_people() -> None:
    campaign = weeks_of_activity()
    whole = refresh_report(campaign=campaign, at=NOW).body
    (spike,) = whole["spikes"]["spikes"]
    assert (whole["spikes"]["bin"], spike["start"], spike["joins"]) == ("day", "2009-12-05T05:00:00Z", 40)
    assert [(each["name"], each["joins"]) for each in spike["inviters"]] == [("Alice", 39)]
    said = [each for each in spoken(whole["summary"]) if each.startswith("The last spike began")]
    assert said == ["The last spike began on 5 December 2009, and brought 40 people more than usual."]


def test_own_links_are_called_by_their_arms_and_by_their_codes_where_that_says_too_little() -> None:
    campaign = cast.live_campaign(time_zone="America/New_York")
    arms = ("newspaper", "posters", "posters", "")
    links = [create_link(campaign=campaign, at=MOMENT, arm=arm) for arm in arms]
    rush = MOMENT + 100 * ONE_DAY
    for times, link in enumerate(links, start=12):
        for n in range(times):
            cast.join(cast.make_user(f"p{n}"), link, at=rush)
    read_all(20_000)
    (spike,) = refresh_report(campaign=campaign, at=rush + 30 * ONE_DAY).body["spikes"]["spikes"]
    paper, *posters, bare = links
    named = [bare.code, *(f"posters ({link.code})" for link in reversed(posters)), paper.arm]
    assert [(each["name"], each["joins"]) for each in spike["sources"]] == list(
        zip(named, (15, 14, 13, 12), strict=True)
    )


def test_inviters_are_told_of_every_spike() -> None:
    campaign = cast.live_campaign(time_zone="America/New_York")
    (alice,) = cast.join_in_turn(campaign, "alice")
    rushes = [MOMENT + 105 * rush * ONE_DAY for rush in range(1, 8)]
    for rush, at in enumerate(rushes):
        for n in range(12 + rush):
            cast.join(cast.make_user(f"p{n}"), cast.link_of(alice), at=at)
    read_all(20_000)
    spikes = refresh_report(campaign=campaign, at=rushes[-1] + 30 * ONE_DAY).body["spikes"]["spikes"]
    expected = [[{"id": str(alice.public_id), "name": "Alice", "joins": 12 + rush}] for rush in range(7)]
    assert [spike["inviters"] for spike in spikes] == expected
    # Told once more: who came with a spike that is over is not looked up again, and names are those of today.
    Participant.objects.filter(pk=alice.pk).update(display_name="Alicia")
    with CaptureQueriesContext(connection) as queries:
        again = refresh_report(campaign=campaign, at=rushes[-1] + 30 * ONE_DAY).body["spikes"]["spikes"]
    assert not [query for query in queries if "spike.first_day" in query["sql"]]
    assert [spike["inviters"] for spike in again] == [[{**each, "name": "Alicia"} for each in one] for one in expected]
    assert [spike["joins"] for spike in spikes] == list(range(12, 19))
    # Of 18 people no half-life can be told.
    assert {spike["half_life_hours"] for spike in spikes} == {None}
    lacking = spoken(spikes[-1]["half_life_missing"])
    assert lacking == "Not enough data yet: it takes 30 joins in the spike, and there are 18."


def test_a_sample_is_of_the_campaigns_own_members_and_the_same_each_time() -> None:
    campaign, other = weeks_of_activity(), cast.live_campaign()
    everybody, some = (sample_members(campaign.pk, most=most) for most in (100, 10))
    assert sorted(everybody.days.sizes.tolist()) == sorted(min(10, (39 - n) // 3 + 1) for n in range(40))
    assert some.days.to_lists() == everybody.days.to_lists()[:10]
    assert len(some.hours.starts) == 11
    assert sample_members(other.pk, most=10).days.to_lists() == []


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("growth/", {"period": "year"}, "period"),
        ("growth/", {"from": "yesterday"}, "from"),
        ("growth/", {"from": "2009-12-08T00:00:00"}, "from"),
        ("growth/", {"from": "2009-12-08T00:00:00Z", "to": "2009-12-07T00:00:00Z"}, "to"),
        ("retention/", {"kind": "forever"}, "kind"),
        ("retention/", {"cohort_by": "branch", "period": "day"}, "period"),
        ("retention/", {"cohort_by": "arm", "kind": "recurring"}, "kind"),
        ("growth/", {"perriod": "day"}, "perriod"),
        *(
            (f"{section}/", {name: value}, name)
            for section in ("cascade", "reproduction", "spikes", "survival", "inequality", "ties")
            for name, value in (("period", "day"), ("from", A_DAY), ("to", A_DAY), ("cohort_by", "period"))
        ),
        ("stickiness/", {"period": "day"}, "period"),
        ("growth/", {"kind": "recurring"}, "kind"),
        ("lifecycle/", {"cohort_by": "period"}, "cohort_by"),
    ],
)
def test_bad_questions_name_the_field(path: str, asked: dict[str, str], field: str) -> None:
    campaign = cast.live_campaign()
    client = reader(cast.organizer_of(campaign))
    answer = client.get(f"/api/v1/campaigns/{campaign.slug}/participation/{path}", asked)
    assert answer.status_code == 400
    assert any(each["pointer"].strip("#/") == field for each in answer.json()["errors"])


def test_a_campaign_of_nobody_has_an_honest_report() -> None:
    campaign = cast.live_campaign()
    whole = read(reader(cast.organizer_of(campaign)), campaign)
    assert whole["people"] == 0
    assert whole["verdict"]["verdict"] == "not enough data"
    assert whole["growth"]["doubling_periods"]["missing"]
    assert whole["survival"]["everybody"]["median_days"]["value"] is None


def test_nobody_else_reads_it() -> None:
    campaign = cast.live_campaign()
    (dave,) = cast.join_in_turn(campaign, "dave")
    assert dave.user is not None
    for client in (Client(), reader(dave.user), reader(cast.make_user("stranger"))):
        answer = client.get(f"/api/v1/campaigns/{campaign.slug}/participation/")
        assert answer.status_code in (401, 403, 404)


def test_kept_and_made_anew_say_the_same_to_the_byte() -> None:
    campaign = weeks_of_activity()
    kept = refresh_report(campaign=campaign, at=NOW).body
    rebuild(campaign=campaign, at=NOW)
    assert str(refresh_report(campaign=campaign, at=NOW).body) == str(kept)


def test_a_late_act_lands_in_its_own_week_and_the_report_follows() -> None:
    campaign = weeks_of_activity()
    before = refresh_report(campaign=campaign, at=NOW).body["lifecycle"]["active"]
    late = campaign.participants.order_by("-pk").first()
    assert late is not None
    act(late, days=15.5)
    read_all(20_000)
    Report.objects.filter(campaign=campaign).update(news_at=NOW + timedelta(seconds=20))
    assert campaign.pk in due_reports(at=NOW + timedelta(seconds=20))
    after = refresh_report(campaign=campaign, at=NOW + timedelta(seconds=20)).body["lifecycle"]["active"]
    assert [new - old for new, old in zip(after, before, strict=True)] == [
        1 if place == 2 else 0 for place in range(len(before))
    ]


def test_another_gap_has_everything_counted_anew() -> None:
    campaign = weeks_of_activity()
    refresh_report(campaign=campaign, at=NOW)
    client = reader(cast.organizer_of(campaign))
    address = f"/api/v1/campaigns/{campaign.slug}/participation/settings/"
    assert client.get(address).json() == {
        "gap_days": 14,
        "window_days": 7,
        "observation_days": 28,
        "minimum": 30,
    }
    answer = client.patch(address, {"gap_days": 5}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["gap_days"] == 5
    assert Report.objects.get(campaign=campaign).needs_rebuild
    rebuild(campaign=campaign, at=NOW)
    refresh_report(campaign=campaign, at=NOW)
    assert read(client, campaign, "survival/")["gap_days"] == 5
    assert read(client, campaign, "survival/")["everybody"]["lapsed"] == 40
    bad = client.patch(address, {"gap_days": 0}, content_type="application/json")
    assert bad.status_code == 400


def test_alerts_are_told_once() -> None:
    campaign = weeks_of_activity()
    report = refresh_report(campaign=campaign, at=MOMENT + 3 * ONE_DAY)
    raised = alert_organizers(campaign=campaign, report=report, at=MOMENT + 3 * ONE_DAY)
    assert "growth_concentrated" in {alert.kind for alert in raised}
    assert alert_organizers(campaign=campaign, report=report, at=MOMENT + 3 * ONE_DAY) == []
    client = reader(cast.organizer_of(campaign))
    listed = client.get(f"/api/v1/campaigns/{campaign.slug}/alerts/", {"state": "open"}).json()["results"]
    assert {each["kind"] for each in listed} == {alert.kind for alert in raised}
    alert_organizers(campaign=campaign, report=report, at=NOW)
    assert not Alert.objects.filter(campaign=campaign, kind="growth_concentrated", cleared_at=None).exists()
