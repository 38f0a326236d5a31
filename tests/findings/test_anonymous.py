"""Reporting without an account: one report however often it is sent, and a code that only its sender ever gets."""

from __future__ import annotations

import secrets
import threading
from datetime import timedelta
from ipaddress import IPv6Address
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.findings.reporting import report_anonymously
from campaigns.people.models import Trace
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import ClaimCode, Participant
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from tests import cast
from tests.api.calling import Caller


def stranger() -> Caller:
    """Somebody who is not signed in, at an address of their own: limits outlast a test."""
    caller = Caller(None)
    caller.client.defaults["REMOTE_ADDR"] = str(IPv6Address(secrets.randbits(128)))
    return caller


def person(name: str = "erin") -> Caller:
    caller = Caller(cast.make_user(name))
    caller.client.defaults["REMOTE_ADDR"] = str(IPv6Address(secrets.randbits(128)))
    return caller


def open_campaign(**rules: Any) -> tuple[Campaign, str]:
    campaign = cast.live_campaign([(4_000, 5)], anonymous_reports=True, **rules)
    return campaign, f"/campaigns/{campaign.slug}/findings/"


def body(campaign: Campaign, **said: Any) -> dict[str, Any]:
    return {
        "objective": str(cast.objective_of(campaign).public_id),
        "client_id": "phone-1",
        "claim_secret": secrets.token_urlsafe(32),
        "note": "Seen from the bus.",
        **said,
    }


def earned(caller: Caller, campaign: Campaign) -> tuple[int, int]:
    """What is held for somebody and what is payable to them."""
    (balance,) = caller.get(f"/campaigns/{campaign.slug}/me/rewards/")["balances"]
    return balance["held"]["amount_minor"], balance["payable"]["amount_minor"]


@pytest.mark.django_db
class TestReporting:
    def test_only_where_the_organizer_allows_it(self) -> None:
        campaign = cast.live_campaign()
        path = f"/campaigns/{campaign.slug}/findings/"
        assert stranger().refused("POST", path, body(campaign))[0] == 401
        Caller(cast.organizer_of(campaign)).patch(f"/campaigns/{campaign.slug}/", {"anonymous_reports": True})
        assert stranger().post(path, body(campaign), status=201)["claim_code"]
        assert stranger().refused("GET", path)[0] == 401

    def test_sent_again_it_is_the_same_report_with_the_same_code(self) -> None:
        campaign, path = open_campaign()
        said = body(campaign)
        first = stranger().post(path, said, status=201)
        again = stranger().post(path, said)
        assert again == first
        finding = Finding.objects.get(public_id=first["id"])
        assert finding.participant.user_id is None
        assert finding.participant.display_name == "Anonymous"
        assert finding.participant.depth == 0
        assert ClaimCode.objects.filter(participant__campaign=campaign).count() == 1
        assert first["claim_code"] not in str(ClaimCode.objects.values_list("code_hash"))
        kinds = Event.objects.filter(campaign=campaign, participant_id=finding.participant_id).order_by("pk")
        assert [event.kind for event in kinds] == ["participant.joined", "finding.submitted"]
        assert Trace.objects.filter(finding=finding, kind="report").count() == 1
        assert stranger().refused("POST", path, {**said, "note": "Else."}) == (409, "client_id_reused")

    def test_somebody_elses_client_id_reveals_and_takes_nothing(self) -> None:
        campaign, path = open_campaign()
        mine, theirs = body(campaign), body(campaign)
        assert mine["client_id"] == theirs["client_id"]
        first, second = (stranger().post(path, said, status=201) for said in (mine, theirs))
        assert first["id"] != second["id"]
        assert first["participant"]["id"] != second["participant"]["id"]
        assert first["claim_code"] != second["claim_code"]

    def test_more_reports_with_the_secret_come_to_one_place(self) -> None:
        campaign, path = open_campaign()
        said = body(campaign)
        first = stranger().post(path, said, status=201)
        second = stranger().post(path, {**said, "client_id": "phone-2"}, status=201)
        assert second["id"] != first["id"]
        assert second["participant"] == first["participant"]
        assert second["claim_code"] == first["claim_code"]
        other, other_path = open_campaign()
        elsewhere = stranger().post(other_path, {**body(other), "claim_secret": said["claim_secret"]}, status=201)
        assert elsewhere["claim_code"] != first["claim_code"]

    def test_the_place_stands_under_who_sent_the_link(self) -> None:
        campaign, path = open_campaign()
        (alice,) = cast.join_in_turn(campaign, "alice")
        code = cast.link_of(alice).code
        reported = stranger().post(path, body(campaign, referral_code=code), status=201)
        place = Participant.objects.get(public_id=reported["participant"]["id"])
        assert place.invited_by == alice
        for wrong, refusal in (("ZZZZZZZZZZ", (404, "unknown_code")), ("x", (404, "malformed_code"))):
            assert stranger().refused("POST", path, body(campaign, referral_code=wrong)) == refusal
        Participant.objects.filter(pk=alice.pk).update(frozen_at=cast.MOMENT)
        assert stranger().refused("POST", path, body(campaign, referral_code=code)) == (409, "link_not_open")
        # Whoever stands there already goes on reporting.
        (again,) = [place.public_id]
        assert Participant.objects.get(public_id=again).findings.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"client_id": None}, "client_id"),
            ({"claim_secret": None}, "claim_secret"),
            ({"claim_secret": "short"}, "claim_secret"),
            ({"claim_secret": "a" * 40}, "claim_secret"),
            ({"claim_secret": "with spaces " * 4}, "claim_secret"),
        ],
    )
    def test_it_takes_an_id_and_a_secret_that_is_one(self, wrong: dict[str, Any], field: str) -> None:
        campaign, path = open_campaign()
        said = {name: value for name, value in body(campaign, **wrong).items() if value is not None}
        answer = stranger().call("POST", path, said)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"] == f"#/{field}"
        assert not Participant.objects.filter(campaign=campaign).exists()

    def test_a_refused_report_leaves_no_place_behind(self) -> None:
        campaign, path = open_campaign()
        late = (timezone.now() + timedelta(hours=1)).isoformat()
        assert stranger().refused("POST", path, body(campaign, observed_at=late)) == (400, "observed_in_the_future")
        assert not Participant.objects.filter(campaign=campaign).exists()

    def test_one_address_is_limited(self, settings: Any) -> None:
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"anonymous_report": (2, 60)}
        campaign, path = open_campaign()
        caller = stranger()
        for _ in range(2):
            caller.post(path, body(campaign), status=201)
        assert caller.call("POST", path, body(campaign)).status_code == 429
        stranger().post(path, body(campaign), status=201)

    def test_a_changed_key_of_the_instance_changes_neither_place_nor_code(self, settings: Any) -> None:
        campaign, path = open_campaign()
        said = body(campaign)
        first = stranger().post(path, said, status=201)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another" * 10
        assert stranger().post(path, said)["claim_code"] == first["claim_code"]
        person().post(f"/campaigns/{campaign.slug}/claim/", {"claim_code": first["claim_code"], "consent": True})


@pytest.mark.django_db
def test_the_whole_story_from_a_stranger_to_money() -> None:
    campaign, path = open_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    said = body(campaign, referral_code=cast.link_of(alice).code)
    reported = stranger().post(path, said, status=201)
    finding = Finding.objects.get(public_id=reported["id"])
    cast.verify(finding)
    assert settle_due(at=cast.MOMENT) == 1
    assert earned(Caller(alice.user), campaign) == (0, 1_000)

    erin = person()
    claim = f"/campaigns/{campaign.slug}/claim/"
    code = reported["claim_code"].replace("-", " ")
    place = erin.post(claim, {"claim_code": code, "display_name": " Erin  E. ", "consent": True})
    assert place["display_name"] == "Erin E."
    assert place["invited_by"]["display_name"] == "Alice"
    assert erin.get(f"/findings/{reported['id']}/")["state"] == "verified"
    assert earned(erin, campaign) == (2_000, 0)
    due = Settlement.objects.get(finding=finding).releases_at
    assert due is not None
    assert release_due(at=due) == 1
    assert earned(erin, campaign) == (0, 2_000)
    # The device that reported knows its report still, and reports no more under a place that has its person.
    assert stranger().post(path, said)["id"] == reported["id"]
    assert stranger().refused("POST", path, {**said, "client_id": "phone-2"}) == (409, "place_is_claimed")


@pytest.mark.django_db
class TestTheSignedIn:
    def test_the_banned_do_not_report_and_the_frozen_do(self) -> None:
        campaign, path = open_campaign()
        alice, bob, carol = cast.join_in_turn(campaign, "alice", "bob", "carol")
        said = {"objective": str(cast.objective_of(campaign).public_id)}
        Participant.objects.filter(pk=alice.pk).update(frozen_at=cast.MOMENT)
        Participant.objects.filter(pk=carol.pk).update(removed_at=cast.MOMENT)
        Caller(bob.user).post(path, said, status=201)
        Caller(carol.user).post(path, said, status=201)
        Participant.objects.filter(pk=bob.pk).update(removed_at=cast.MOMENT, is_banned=True)
        assert Caller(bob.user).refused("POST", path, said) == (403, "place_is_closed")

    def test_an_address_goes_into_the_note(self) -> None:
        campaign, path = open_campaign()
        (bob,) = cast.join_in_turn(campaign, "bob")
        said: dict[str, Any] = {
            "objective": str(cast.objective_of(campaign).public_id),
            "client_id": "a",
            "note": "Red.",
            "location": {"source": "address", "address": "Piazza  Duomo 1\nMilano"},
        }
        caller = Caller(bob.user)
        reported = caller.post(path, said, status=201)
        assert reported["note"] == "Red.\n\nAddress: Piazza Duomo 1 Milano"
        assert reported["location"] is None
        assert caller.post(path, said)["id"] == reported["id"]
        both = {"latitude": 45.5, "longitude": 9.5, "address": "Milano", "source": "address"}
        placed = caller.post(path, {**said, "client_id": "b", "location": both}, status=201)
        assert placed["location"] == {
            "latitude": 45.5, "longitude": 9.5, "accuracy_m": None, "source": "address", "exact": True
        }  # fmt: skip
        for wrong in (
            {},
            {"latitude": 1},
            {"longitude": 1, "address": "x"},
            {"address": "x", "accuracy_m": 1},
            {"address": "x" * 301},
        ):
            assert caller.call("POST", path, {**said, "client_id": "c", "location": wrong}).status_code == 400
        long = {**said, "client_id": "d", "note": "x" * 4_000}
        assert caller.refused("POST", path, long) == (400, "note_too_long")

    def test_seen_and_received_are_both_told(self) -> None:
        campaign, path = open_campaign()
        (bob,) = cast.join_in_turn(campaign, "bob")
        seen = (timezone.now() - timedelta(days=2)).replace(microsecond=0)
        said = {"objective": str(cast.objective_of(campaign).public_id), "observed_at": seen.isoformat()}
        reported = Caller(bob.user).post(path, said, status=201)
        assert reported["observed_at"] == seen.isoformat().replace("+00:00", "Z")
        assert reported["received_at"] > reported["observed_at"]


def test_the_same_report_sent_eight_times_at_once_is_one(committed: None) -> None:
    campaign, _ = open_campaign()
    objective, secret = cast.objective_of(campaign), secrets.token_urlsafe(32)
    got: list[tuple[int, str, bool]] = []
    begin = threading.Barrier(8)

    def send() -> None:
        try:
            begin.wait()
            finding, code, is_new = report_anonymously(
                campaign=campaign,
                objective=objective,
                claim_secret=secret,
                client_id="phone-1",
                link=None,
                at=cast.MOMENT,
                note="Seen.",
            )
            got.append((finding.pk, code, is_new))
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(got) == 8
    assert len({(pk, code) for pk, code, _ in got}) == 1
    assert sum(is_new for _, _, is_new in got) == 1
    assert Participant.objects.filter(campaign=campaign).count() == 1
    assert Event.objects.filter(campaign=campaign, kind="finding.submitted").count() == 1
