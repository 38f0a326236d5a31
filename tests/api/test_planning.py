"""Drafting, launching, raising and closing over the API: what is possible, and what is refused by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_undecided
from campaigns.planning.models import Campaign
from rewards.contracts.budget import read_budget
from rewards.contracts.models import Contract
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db

DRAFT = {"title": "Find the balloons", "currency": "USD"}


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"currency": "USD"}, "#/title"),
        ({**DRAFT, "currency": "XXX"}, "#/currency"),
        ({**DRAFT, "currency": "XAU"}, "#/currency"),
        ({**DRAFT, "currency": "usd"}, "#/currency"),
        ({**DRAFT, "time_zone": "Mars/Olympus"}, "#/time_zone"),
        ({**DRAFT, "hold_days": 91}, "#/hold_days"),
        ({**DRAFT, "hold_days": -1}, "#/hold_days"),
        ({**DRAFT, "max_depth_paid": 0}, "#/max_depth_paid"),
        ({**DRAFT, "slug": "Not a slug"}, "#/slug"),
        ({**DRAFT, "attribution": "random"}, "#/attribution"),
        ({**DRAFT, "starts_at": "2026-05-02T00:00:00Z", "ends_at": "2026-05-01T00:00:00Z"}, "#/ends_at"),
        ({**DRAFT, "starts_at": "soon"}, "#/starts_at"),
        ({**DRAFT, "title": "x" * 121}, "#/title"),
        ({**DRAFT, "title": "nul\x00"}, "#/title"),
    ],
)
def test_bad_drafts_are_refused_by_field(said: dict[str, Any], pointer: str) -> None:
    answer = Caller(cast.make_user()).call("POST", "/campaigns/", said)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_titles_in_any_script_get_an_address_of_their_own() -> None:
    olga = Caller(cast.make_user("olga"))
    slugs = [
        olga.post("/campaigns/", {**DRAFT, "title": title}, status=201)["slug"] for title in ("風船", "Été", "Été")
    ]
    assert slugs[0].startswith("campaign")
    assert slugs[1].startswith("ete")
    assert len(set(slugs)) == 3
    assert olga.refused("POST", "/campaigns/", {**DRAFT, "slug": slugs[1]}) == (400, "slug_taken")


def test_a_draft_is_hidden_and_a_launched_campaign_is_public() -> None:
    campaign = cast.draft_campaign()
    organizer, anyone = Caller(cast.organizer_of(campaign)), Caller(None)
    assert anyone.refused("GET", f"/campaigns/{campaign.slug}/") == (404, "unknown_campaign")
    assert campaign.slug not in [row["slug"] for row in anyone.get("/campaigns/", limit=100)["results"]]
    assert organizer.get(f"/campaigns/{campaign.slug}/")["possible_moves"] == ["launch"]
    cast.funded(campaign)
    organizer.post(f"/campaigns/{campaign.slug}/launch/")
    assert anyone.get(f"/campaigns/{campaign.slug}/")["state"] == "live"


def test_launching_says_what_is_missing() -> None:
    olga = cast.make_user("olga")
    organizer = Caller(olga)
    slug = organizer.post("/campaigns/", DRAFT, status=201)["slug"]
    nothing_yet = organizer.get(f"/campaigns/{slug}/launch/")
    assert (nothing_yet["ready"], [lack["code"] for lack in nothing_yet["lacks"]]) == (False, ["no_objective"])
    assert organizer.refused("POST", f"/campaigns/{slug}/launch/") == (409, "no_objective")
    said = {"title": "Balloon 1", "prize_minor": 400_000, "quota": 2}
    objective = organizer.post(f"/campaigns/{slug}/objectives/", said, status=201)
    contract, money = organizer.get(f"/campaigns/{slug}/launch/")["lacks"]
    assert (contract["code"], contract["objective"], contract["missing_minor"]) == (
        "contract_missing",
        objective["id"],
        None,
    )
    assert (money["code"], money["objective"], money["missing_minor"]) == ("escrow_falls_short", None, 800_000)
    assert organizer.refused("POST", f"/campaigns/{slug}/launch/") == (409, "contract_missing")
    organizer.post(f"/objectives/{objective['id']}/contract/", {"mechanism": "finder_only"}, status=201)
    campaign = Campaign.objects.get(slug=slug)
    cast.fund(campaign, 799_999)
    answer = organizer.call("POST", f"/campaigns/{slug}/launch/").json()
    assert answer["missing_minor"] == 1
    assert "0.01 USD is missing" in answer["detail"]
    (last,) = organizer.get(f"/campaigns/{slug}/launch/")["lacks"]
    assert (last["detail"], last["missing_minor"]) == (answer["detail"], 1)
    cast.fund(campaign, 1)
    assert organizer.get(f"/campaigns/{slug}/launch/") == {"ready": True, "lacks": []}
    organizer.post(f"/campaigns/{slug}/launch/")
    launched = organizer.get(f"/campaigns/{slug}/launch/")
    assert (launched["ready"], [lack["code"] for lack in launched["lacks"]]) == (False, ["illegal_move"])
    assert organizer.refused("POST", f"/campaigns/{slug}/launch/") == (409, "illegal_move")


def test_an_objective_says_how_many_of_its_quota_are_found() -> None:
    campaign = cast.live_campaign(prizes=((1_000, 2), (1_000, 1)))
    people, first = cast.full_cast(campaign), cast.objective_of(campaign)
    cast.verify(cast.report(people.dave, first))
    cast.report(people.carol, first)
    anyone = Caller(None)
    assert [row["found"] for row in anyone.get(f"/campaigns/{campaign.slug}/objectives/")["results"]] == [1, 0]
    assert anyone.get(f"/objectives/{first.public_id}/")["found"] == 1


def test_a_prize_changed_after_its_contract_is_promised_as_changed() -> None:
    campaign = cast.draft_campaign(prizes=[(1_000, 1)])
    organizer, objective = Caller(cast.organizer_of(campaign)), cast.objective_of(campaign)
    organizer.patch(f"/objectives/{objective.public_id}/", {"prize_minor": 3_000})
    cast.fund(campaign, 3_000)
    organizer.post(f"/campaigns/{campaign.slug}/launch/")
    versions = organizer.get(f"/objectives/{objective.public_id}/contract/")["results"]
    assert [(version["version"], version["prize_minor"]) for version in versions] == [(2, 3_000), (1, 1_000)]
    assert read_budget(campaign_id=campaign.pk).free == 0


def test_a_campaign_lists_the_contract_in_force_of_each_objective() -> None:
    campaign = cast.draft_campaign(prizes=[(1_000, 1), (2_000, 1), (3_000, 1)])
    cast.live_campaign()
    organizer = Caller(cast.organizer_of(campaign))
    first, second, third = (str(objective.public_id) for objective in campaign.objectives.order_by("pk"))
    organizer.post(f"/objectives/{first}/contract/", {"mechanism": "finder_only"}, status=201)
    said = {"title": "Not split yet", "prize_minor": 1_000}
    organizer.post(f"/campaigns/{campaign.slug}/objectives/", said, status=201)
    path, found = f"/campaigns/{campaign.slug}/contracts/?limit=2", []
    while path:
        page = organizer.get(path)
        found += [(each["objective"], each["version"], each["mechanism"]) for each in page["results"]]
        path = (page["next"] or "").partition("/api/v1")[2]
    half = "recursive"
    assert found == [(second, 1, half), (third, 1, half), (first, 2, "finder_only")]


def test_a_contract_says_what_fake_places_would_bring() -> None:
    campaign = cast.draft_campaign()
    organizer, objective = Caller(cast.organizer_of(campaign)), cast.objective_of(campaign)
    path = f"/objectives/{objective.public_id}/contract/"
    half = {"mechanism": "recursive", "terms": {"ratio": "1/2"}}
    said = organizer.post(path, half, status=201)["sybil_gain"]
    assert [(case["further_identities"], case["gain_minor"]) for case in said["cases"]] == [
        (1, 100_000),
        (2, 150_000),
        (3, 175_000),
    ]
    assert said["cases"][0]["attack"].startswith("They stand on the path twice")
    assert said["summary"] == (
        "On a path of five, whoever finds it would get 3,750.00 USD instead of 2,000.00 USD with 3 further"
        " identities, if nobody noticed."
    )
    chosen = organizer.post(path, {"mechanism": "split_contract"}, status=201)["sybil_gain"]
    assert chosen["summary"] == (
        "On a path of five, the finder's inviter would get 4,000.00 USD instead of 1,000.00 USD with 1 further"
        " identity, if nobody noticed."
    )
    organizer.post(path, {"mechanism": "finder_only"}, status=201)
    cast.funded(campaign)
    organizer.post(f"/campaigns/{campaign.slug}/launch/")
    # live, and of every version
    shown = [version["sybil_gain"] for version in Caller(None).get(path)["results"]]
    assert [case["gain_minor"] for case in shown[0]["cases"]] == [0, 0, 0]
    assert shown[0]["summary"] == (
        "On a path of five or fewer people nobody gets more by standing there several times, with up to 3 further"
        " identities."
    )
    assert shown[1:3] == [chosen, said]


def test_rules_are_locked_and_words_are_not() -> None:
    campaign = cast.live_campaign()
    organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/"
    assert organizer.patch(path, {"title": "Find them all"})["title"] == "Find them all"
    for change in ({"currency": "EUR"}, {"remainder_to": "budget"}, {"max_depth_paid": 2}, {"time_zone": "Asia/Tokyo"}):
        assert organizer.refused("PATCH", path, change) == (409, "rules_are_locked")
    assert organizer.refused("POST", f"{path}objectives/", {"title": "One more", "prize_minor": 1}) == (
        409,
        "not_a_draft",
    )


def test_a_promise_is_raised_when_covered_and_never_lowered() -> None:
    campaign = cast.live_campaign(spare_minor=100_000)
    organizer, objective = Caller(cast.organizer_of(campaign)), cast.objective_of(campaign)
    path, half = f"/objectives/{objective.public_id}/", {"mechanism": "recursive", "terms": {"ratio": "1/2"}}
    assert organizer.refused("PATCH", path, {"prize_minor": 500_000}) == (409, "promise_needs_cover")
    assert organizer.refused("PATCH", path, {"quota": 2}) == (409, "promise_needs_cover")
    lower: list[dict[str, Any]] = [
        {**half, "prize_minor": 399_999},
        {**half, "terms": {"ratio": "1/3"}},
        {"mechanism": "finder_only"},
    ]
    for said in lower:
        assert organizer.refused("POST", f"{path}contract/", said) == (409, "promise_is_never_lowered")
    assert organizer.refused("POST", f"{path}contract/", {**half, "remainder_to": "budget"}) == (
        409,
        "rules_are_locked",
    )
    answer = organizer.call("POST", f"{path}contract/", {**half, "prize_minor": 500_001})
    assert (answer.status_code, answer.json()["missing_minor"]) == (409, 1)
    assert organizer.post(f"{path}contract/", {**half, "prize_minor": 500_000}, status=201)["version"] == 2
    assert organizer.get(path)["prize_minor"] == 500_000
    assert read_budget(campaign_id=campaign.pk).free == 0


def test_what_was_reported_under_the_old_promise_is_paid_by_the_higher_one() -> None:
    campaign = cast.live_campaign(spare_minor=100_000)
    (finder,) = cast.join_in_turn(campaign, "dave")
    finding = cast.report(finder)
    said = {"mechanism": "recursive", "terms": {"ratio": "1/2"}, "prize_minor": 500_000}
    Caller(cast.organizer_of(campaign)).post(f"/objectives/{finding.objective.public_id}/contract/", said, status=201)
    cast.verify(finding)
    settle_due(at=cast.MOMENT)
    assert Settlement.objects.get(finding=finding).prize_minor == 500_000
    assert Contract.objects.filter(objective=finding.objective).count() == 2


def test_the_state_machine_of_a_campaign() -> None:
    campaign = cast.live_campaign()
    organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/"
    moves = ("launch", "pause", "resume", "close")
    allowed = {
        "live": {"pause": "paused", "close": "closed"},
        "paused": {"resume": "live", "close": "closed"},
        "closed": {},
    }

    def walk(state: str) -> None:
        for move in moves:
            if move not in allowed[state]:
                assert organizer.refused("POST", f"{path}{move}/") == (409, "illegal_move")

    walk("live")
    organizer.post(f"{path}pause/")
    walk("paused")
    organizer.post(f"{path}resume/")
    organizer.post(f"{path}close/")
    walk("closed")
    assert organizer.refused("PATCH", path, {"title": "Once more"}) == (409, "campaign_closed")


def test_closing_needs_every_finding_decided_or_a_time_for_it() -> None:
    now = timezone.now()
    campaign = cast.live_campaign(prizes=[(1_000, 2)])
    organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/"
    (finder,) = cast.join_in_turn(campaign, "dave")
    finding = cast.report(finder)
    assert organizer.refused("POST", f"{path}close/") == (409, "findings_undecided")
    early = {"decide_by": (now - timedelta(minutes=1)).isoformat()}
    assert organizer.refused("POST", f"{path}close/", early) == (400, "decide_by_out_of_range")
    decide_by = now + timedelta(days=1)
    organizer.post(f"{path}close/", {"decide_by": decide_by.isoformat()})
    # One finding can still be verified, so one prize stays promised and the other is free.
    assert organizer.refused("POST", f"{path}refunds/", {"amount_minor": 1_001}) == (409, "not_free")
    assert organizer.post(f"{path}refunds/", status=201)["amount"]["amount_minor"] == 1_000
    assert reject_undecided(at=now) == 0
    assert reject_undecided(at=decide_by) == 1
    finding.refresh_from_db()
    assert finding.state == Finding.State.REJECTED
    assert finding.verdicts.get().kind == "expired"
    assert organizer.post(f"{path}refunds/", status=201)["amount"]["amount_minor"] == 1_000
    assert read_budget(campaign_id=campaign.pk).refunded == 2_000


def test_nothing_is_refunded_before_the_end() -> None:
    campaign = cast.live_campaign(spare_minor=500)
    organizer = Caller(cast.organizer_of(campaign))
    assert organizer.refused("POST", f"/campaigns/{campaign.slug}/refunds/") == (409, "campaign_not_closed")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"mechanism": "magic"}, "unknown_mechanism"),
        ({"mechanism": "recursive", "terms": {"ratio": "1"}}, None),
        ({"mechanism": "recursive", "terms": {"ratio": "1/2", "finder_share": "2/3"}}, None),
        ({"mechanism": "recursive", "terms": {"rati": "1/2"}}, None),
        ({"mechanism": "levels", "terms": {"levels": [400_001]}}, None),
    ],
)
def test_contracts_under_which_a_law_fails_are_refused(said: dict[str, Any], kind: str | None) -> None:
    campaign = cast.draft_campaign()
    path = f"/objectives/{cast.objective_of(campaign).public_id}/contract/"
    status, told = Caller(cast.organizer_of(campaign)).refused("POST", path, said)
    assert status == 400
    assert kind is None or told == kind


def test_an_objective_has_a_place_on_the_map() -> None:
    campaign = cast.draft_campaign()
    organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/objectives/"
    said = {"title": "The square", "prize_minor": 1, "place": {"latitude": 45.4384, "longitude": 10.9917}}
    square = organizer.post(path, said, status=201)
    assert square["place"] == {"latitude": 45.4384, "longitude": 10.9917, "radius_m": None}
    address = f"/objectives/{square['id']}/"
    around = {"latitude": 45.4, "longitude": 11.0, "radius_m": 5_000}
    assert organizer.patch(address, {"place": around})["place"] == around
    # What is not said stays; a place is said whole; null takes it off the map.
    there = {"latitude": 1.0, "longitude": 2.0}
    assert organizer.patch(address, {"place": there})["place"] == {**there, "radius_m": None}
    organizer.patch(address, {"place": around})
    assert organizer.patch(address, {"title": "The park"})["place"] == around
    assert organizer.patch(address, {"place": None})["place"] is None
    for wrong in ({"latitude": 91, "longitude": 0}, {"latitude": 0}, {"latitude": 0, "longitude": 0, "radius_m": 0}):
        assert organizer.refused("PATCH", address, {"place": wrong}) == (400, "invalid_input")
