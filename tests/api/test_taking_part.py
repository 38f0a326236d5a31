"""Joining, reporting and reviewing over the API: each refusal has its own clear answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.findings.operations import reject_finding, request_info
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant, PendingJoin
from campaigns.recruiting.operations import request_join
from rewards.settlement.operations import settle_due
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


def said(code: str | None = None, name: str = "Eve") -> dict[str, object]:
    return {"display_name": name, "consent": True, **({} if code is None else {"referral_code": code})}


def test_joining_by_a_link_shows_who_brought_one() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    place = Caller(cast.make_user("bob")).post(
        f"/campaigns/{campaign.slug}/join/", said(cast.link_of(alice).code, "  Bob\t B. "), status=201
    )
    assert place["invited_by"] == {"id": str(alice.public_id), "display_name": "Alice"}
    assert place["display_name"] == "Bob B."
    assert place["depth"] == 1
    assert place["referral_link"].endswith(f"/r/{place['referral_code']}/")
    assert place["direct_recruits"] == []
    # Whom Bob brings is his alone.
    cast.join_in_turn(campaign, "carol", under=Participant.objects.get(public_id=place["id"]))
    own = Caller(alice.user).get(f"/campaigns/{campaign.slug}/me/")
    assert [(one["id"], one["display_name"]) for one in own["direct_recruits"]] == [(place["id"], "Bob B.")]
    assert own["direct_recruits_count"] == 1


def test_joining_twice_gives_the_place_one_has() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    caller, path = Caller(bob.user), f"/campaigns/{campaign.slug}/join/"
    assert caller.post(path, said())["id"] == str(bob.public_id)
    assert caller.post(path, said(cast.link_of(alice).code))["invited_by"]["id"] == str(alice.public_id)
    assert caller.refused("POST", path, said(cast.link_of(bob).code)) == (409, "self_referral")
    assert Caller(alice.user).refused("POST", path, said(cast.link_of(bob).code)) == (409, "own_downline")


def tried(campaign: Campaign) -> list[tuple[int | None, str]]:
    """What the log says of attempts to join below oneself: by whom, and how."""
    refused = Event.objects.filter(campaign=campaign, kind="join.refused").order_by("pk")
    return [(event.participant_id, event.data["code"]) for event in refused]


def test_joining_below_oneself_is_written_down_although_it_is_refused() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    path = f"/campaigns/{campaign.slug}/join/"
    assert Caller(bob.user).refused("POST", path, said(cast.link_of(bob).code)) == (409, "self_referral")
    assert tried(campaign) == [(bob.pk, "self_referral")]
    # With a key all that was begun is undone; sent again it is no second attempt.
    caller = Caller(alice.user)
    for _ in range(2):
        answer = caller.client.post(
            f"/api/v1{path}", said(cast.link_of(bob).code), format="json", headers={"Idempotency-Key": "once"}
        )
        assert answer.status_code == 409, answer.content
    assert answer.headers["Idempotency-Replayed"] == "true"
    assert tried(campaign) == [(bob.pk, "self_referral"), (alice.pk, "own_downline")]


def test_links_that_cannot_be_followed_say_why() -> None:
    now = timezone.now()
    campaign, other = cast.live_campaign(), cast.live_campaign()
    path = f"/campaigns/{campaign.slug}/join/"
    expired = create_link(campaign=campaign, at=now, expires_at=now - timedelta(seconds=1))
    once = create_link(campaign=campaign, at=now, max_uses=1)
    Caller(cast.make_user()).post(path, said(once.code, "Ann"), status=201)
    refusals = {
        "no code": (404, "malformed_code"),
        "x" * 17: (404, "malformed_code"),
        "ZZZZZZZZZZ": (404, "unknown_code"),
        cast.open_link(other).code: (400, "link_of_another_campaign"),
        expired.code: (410, "link_expired"),
        once.code: (410, "link_exhausted"),
    }
    eve = Caller(cast.make_user("eve"))
    for code, refusal in refusals.items():
        assert eve.refused("POST", path, said(code)) == refusal
    assert not Participant.objects.filter(campaign=campaign, display_name="Eve").exists()
    assert eve.post(path, said(""), status=201)["invited_by"] is None


@pytest.mark.parametrize(
    ("state", "refusal"),
    [("paused", (409, "campaign_paused")), ("closed", (410, "campaign_closed"))],
)
def test_campaigns_that_take_nobody_say_so(state: str, refusal: tuple[int, str]) -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    Campaign.objects.filter(pk=campaign.pk).update(state=state)
    path, objective = f"/campaigns/{campaign.slug}/", str(cast.objective_of(campaign).public_id)
    assert Caller(cast.make_user()).refused("POST", f"{path}join/", said()) == refusal
    assert Caller(alice.user).refused("POST", f"{path}findings/", {"objective": objective}) == refusal


def test_consent_and_a_name_are_needed() -> None:
    campaign = cast.live_campaign()
    eve, path = Caller(cast.make_user("eve")), f"/campaigns/{campaign.slug}/join/"
    for body in ({"display_name": "Eve"}, {"display_name": "Eve", "consent": False}, {"consent": True}):
        assert eve.call("POST", path, body).status_code == 400
    for name in ("", "   ", "x" * 81, "\u202eevE", "Eve\u0007"):
        assert eve.call("POST", path, said(name=name)).status_code == 400
    assert Participant.objects.filter(campaign=campaign).count() == 0


def test_taking_part_is_agreed_to_by_words_that_are_kept() -> None:
    campaign = cast.live_campaign()
    eve, path = Caller(cast.make_user("eve")), f"/campaigns/{campaign.slug}/join/"
    eve.post(path, said(name="Eve"), status=201)
    eve.post(path, said(name="Eve"))
    (word,) = eve.get("/me/consents/")["results"]
    assert (word["purpose"], word["campaign"], word["given"], word["how"]) == ("place", campaign.slug, True, "join")
    assert word["wording"].startswith("I agree that my name is shown to the people of my chain")
    # It is no word of letters, and taken back by leaving alone.
    assert Caller(cast.organizer_of(campaign)).get("/me/consents/")["results"] == []
    refused = eve.call("POST", "/me/consents/", {"purpose": "place", "given": False})
    assert refused.status_code == 400
    assert "ended by erasing one's data" in refused.json()["errors"][0]["detail"]


def test_the_join_asked_for_on_the_page_is_remembered_by_address() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    eve, now = cast.make_user("eve"), timezone.now()
    request_join(campaign=campaign, email=eve.email.upper(), display_name="Eve", link=cast.link_of(alice), at=now)
    place = Caller(eve).post(f"/campaigns/{campaign.slug}/join/", said(), status=201)
    assert place["invited_by"]["display_name"] == "Alice"
    assert not PendingJoin.objects.filter(email=eve.email).exists()


def test_people_are_found_and_seen_by_whom_it_concerns() -> None:
    campaign = cast.live_campaign()
    alice, bob, carol = cast.join_in_turn(campaign, "alice", "bob", "carol")
    organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/participants/"
    assert [row["display_name"] for row in organizer.get(path)["results"]] == ["Carol", "Bob", "Alice"]
    assert [row["display_name"] for row in organizer.get(path, search="bO")["results"]] == ["Bob"]
    assert [row["display_name"] for row in organizer.get(path, depth=2)["results"]] == ["Carol"]
    assert [row["display_name"] for row in organizer.get(path, invited_by=alice.public_id)["results"]] == ["Bob"]
    assert organizer.call("GET", path, {"depth": "deep"}).status_code == 400
    assert organizer.call("GET", path, {"invited_by": "'; --"}).status_code == 400
    upline = Caller(carol.user).get(f"/participants/{carol.public_id}/upline/")
    assert [(row["display_name"], row["distance"]) for row in upline["results"]] == [("Bob", 1), ("Alice", 2)]
    assert upline["height"] == 3
    downline = Caller(alice.user).get(f"/participants/{alice.public_id}/downline/")["results"]
    assert [(row["display_name"], row["recruits"]) for row in downline] == [("Bob", 1)]
    assert Caller(bob.user).refused("GET", f"/participants/{carol.public_id}/") == (404, "unknown_participant")


def test_qr_codes_are_pictures_of_ones_link() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    caller, path = Caller(alice.user), f"/campaigns/{campaign.slug}/me/"
    svg, png = (caller.call("GET", f"{path}qr.{kind}/") for kind in ("svg", "png"))
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG")
    assert caller.call("GET", f"{path}qr.exe/").status_code == 404


def test_the_review_of_a_finding_and_its_illegal_steps() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    finder, organizer = Caller(bob.user), Caller(cast.organizer_of(campaign))
    objective = str(cast.objective_of(campaign).public_id)
    path = f"/findings/{finder.post(f'/campaigns/{campaign.slug}/findings/', {'objective': objective}, 201)['id']}/"
    assert finder.refused("POST", f"{path}respond/", {"note": "Here"}) == (409, "illegal_step")
    assert organizer.refused("POST", f"{path}request-info/") == (400, "note_missing")
    assert organizer.post(f"{path}request-info/", {"note": "Which side of the square?"})["state"] == "needs_info"
    assert organizer.refused("POST", f"{path}request-info/", {"note": "Well?"}) == (409, "illegal_step")
    assert finder.post(f"{path}respond/", {"note": "The north side."})["state"] == "under_review"
    assert organizer.refused("POST", f"{path}reject/") == (400, "note_missing")
    assert organizer.call("POST", f"{path}reject/", {"reason": "ugly"}).status_code == 400
    rejected = organizer.post(f"{path}reject/", {"reason": "invalid_proof", "note": "The photograph is another's."})
    assert rejected["state"] == "rejected"
    assert [verdict["kind"] for verdict in rejected["verdicts"]] == ["needs_info", "responded", "rejected"]
    for step in ("verify", "reject", "request-info"):
        assert organizer.refused("POST", f"{path}{step}/", {"note": "Again"}) == (409, "illegal_step")
    assert finder.refused("POST", f"{path}withdraw/") == (409, "illegal_step")
    assert alice.pk < bob.pk


def test_only_the_first_is_paid_and_later_ones_are_verified_or_duplicates() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    organizer = Caller(cast.organizer_of(campaign))
    first, second, third = (cast.report(person) for person in (alice, bob, alice))
    verified = organizer.post(f"/findings/{first.public_id}/verify/")
    assert (verified["paid_rank"], verified["quota_filled"]) == (1, False)
    late = organizer.post(f"/findings/{second.public_id}/verify/")
    assert (late["state"], late["paid_rank"], late["quota_filled"]) == ("verified", None, True)
    path = f"/findings/{third.public_id}/reject/"
    assert organizer.refused("POST", path, {"duplicate_of": str(third.public_id)}) == (400, "not_its_duplicate")
    foreign = cast.report(cast.join_in_turn(cast.live_campaign(), "zoe")[0])
    assert organizer.refused("POST", path, {"duplicate_of": str(foreign.public_id)}) == (400, "unknown_finding")
    duplicate = organizer.post(path, {"duplicate_of": str(first.public_id)})
    assert duplicate["state"] == "duplicate"
    assert duplicate["verdicts"][0]["duplicate_of"] == str(first.public_id)
    assert settle_due(at=cast.MOMENT) == 1
    assert len(Caller(alice.user).get("/me/statement/")["results"]) == 1
    assert Caller(bob.user).get("/me/statement/")["results"] == []


def test_nobody_decides_about_their_own_finding() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    assert alice.user is not None
    Role.objects.create(campaign=campaign, user=alice.user, kind=Role.Kind.REVIEWER)
    path = f"/findings/{cast.report(alice).public_id}/"
    assert Caller(alice.user).refused("POST", f"{path}verify/") == (403, "own_finding")
    assert Caller(alice.user).refused("POST", f"{path}reject/", {"reason": "wrong_place"}) == (403, "own_finding")


def test_a_report_is_received_once_and_checked() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    caller, path = Caller(alice.user), f"/campaigns/{campaign.slug}/findings/"
    report = {"objective": str(cast.objective_of(campaign).public_id), "note": "Seen", "client_id": "a-1"}
    first = caller.post(path, report, status=201)
    assert caller.post(path, report)["id"] == first["id"]
    assert caller.refused("POST", path, {**report, "note": "Seen elsewhere"}) == (409, "client_id_reused")
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    bad: list[dict[str, Any]] = [
        {"objective": "nonsense"},
        {"objective": str(first["id"])},
        {"observed_at": tomorrow},
        {"observed_at": "1999-01-01T00:00:00Z"},
        {"location": {"latitude": 91, "longitude": 0}},
        {"location": {"latitude": 1}},
        {"location": {"latitude": "NaN", "longitude": 0}},
        {"location": {"latitude": 1, "longitude": 1, "source": "guess"}},
        {"location": "here"},
        {"note": "x" * 4_001},
        {"client_id": "x" * 65},
        {"participant": "nonsense"},
    ]
    for change in bad:
        status = caller.call("POST", path, {**report, "client_id": "b", **change}).status_code
        assert status in {400, 404}, (change, status)
    assert len(caller.get(path)["results"]) == 1
    assert caller.call("GET", path, {"state": "lost"}).status_code == 400
    stranger = Caller(cast.make_user())
    assert stranger.refused("POST", path, report) == (409, "no_place")
    other = cast.join_in_turn(campaign, "bob")[0]
    assert caller.refused("POST", path, {**report, "participant": str(other.public_id)}) == (403, "not_yourself")


def test_what_is_outside_the_window_is_not_taken() -> None:
    campaign = cast.draft_campaign()
    objective = cast.objective_of(campaign)
    organizer, now = Caller(cast.organizer_of(campaign)), timezone.now()
    window = {"opens_at": (now + timedelta(hours=1)).isoformat(), "closes_at": (now + timedelta(hours=2)).isoformat()}
    organizer.patch(f"/objectives/{objective.public_id}/", {"window": window})
    cast.funded(campaign)
    organizer.post(f"/campaigns/{campaign.slug}/launch/")
    place = Caller(cast.make_user())
    place.post(f"/campaigns/{campaign.slug}/join/", said(), status=201)
    report = {"objective": str(objective.public_id)}
    assert place.refused("POST", f"/campaigns/{campaign.slug}/findings/", report) == (409, "outside_the_window")
    shorter = {"window": {"closes_at": (now + timedelta(minutes=90)).isoformat()}}
    assert organizer.refused("PATCH", f"/objectives/{objective.public_id}/", shorter) == (
        409,
        "promise_is_never_lowered",
    )
    assert (
        organizer.patch(f"/objectives/{objective.public_id}/", {"window": {"closes_at": None}})["window"]["closes_at"]
        is None
    )


def test_unclaimed_places_and_held_campaigns_earn_into_held() -> None:
    campaign = cast.live_campaign(hold_days=7)
    (alice,) = cast.join_in_turn(campaign, "alice")
    cast.verify(cast.report(alice))
    settle_due(at=cast.MOMENT)
    balance = Caller(alice.user).get("/me/statement/")["balances"][0]
    assert (balance["held"]["amount_minor"], balance["payable"]["amount_minor"]) == (200_000, 0)


def test_a_participant_chooses_another_name() -> None:
    campaign = cast.live_campaign()
    alice, _ = cast.join_in_turn(campaign, "alice", "bob")
    caller, path = Caller(alice.user), f"/campaigns/{campaign.slug}/me/"
    assert caller.patch(path, {"display_name": "  Alice\t B. "})["display_name"] == "Alice B."
    # The same again is no news, and what is not said stays.
    assert caller.patch(path, {"display_name": "Alice B."})["on_leaderboard"] is True
    assert caller.patch(path, {"on_leaderboard": False})["display_name"] == "Alice B."
    told = Event.objects.filter(campaign=campaign, kind="participant.renamed")
    assert [(each.participant_id, each.actor_id, each.data) for each in told] == [
        (alice.pk, alice.user_id, {"was": "Alice"})
    ]
    assert Caller(cast.make_user("eve")).refused("PATCH", path, {"display_name": "Eve"}) == (404, "no_place")
    assert caller.refused("PATCH", path, {"display_name": "\u202e\u202e"}) == (400, "display_name_unusable")
    organizer = Caller(cast.organizer_of(campaign))
    assert "Alice B." in [
        row["display_name"] for row in organizer.get(f"/campaigns/{campaign.slug}/participants/")["results"]
    ]


def test_ones_own_findings_come_by_what_presses_most_and_are_counted_whole() -> None:
    campaign = cast.live_campaign([(400_000, 5)])
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    organizer, path = cast.organizer_of(campaign), f"/campaigns/{campaign.slug}/me/findings/"
    asked, waiting, true, rejected = (cast.report(alice) for _ in range(4))
    cast.report(bob)
    request_info(finding=asked, reviewer=organizer, at=cast.MOMENT, note="Which way does it look?")
    cast.verify(true)
    reject_finding(finding=rejected, reviewer=organizer, at=cast.MOMENT, reason="wrong_place")
    caller, pages = Caller(alice.user), []
    page = caller.get(path, limit=1)
    while page:
        pages.append([(finding["id"], finding["note"]) for finding in page["results"]])
        page = page["next"] and caller.client.get(page["next"]).json()
    assert pages == [[(str(finding.public_id), "Seen it.")] for finding in (asked, waiting, rejected, true)]
    assert caller.get(f"{path}standing/") == {"needs_info": 1, "waiting": 1, "verified": 1, "total": 4}
    assert Caller(organizer).refused("GET", path) == (404, "no_place")
