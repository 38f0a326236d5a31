"""The trust pages: for organizers alone, with what a decision touches shown before it is made."""

from __future__ import annotations

import pytest
from django.utils import timezone

from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Objection, Quarantine, Signal
from campaigns.trust.operations import decide_hold, make_objection, place_hold
from tests import cast
from tests.frontend.test_pages import text
from tests.frontend.test_review_pages import as_user, reviewer_of

pytestmark = pytest.mark.django_db


def noticed(who: Participant) -> Signal:
    name = str(who.public_id)
    return Signal.objects.create(
        campaign=who.campaign,
        kind="self_referral",
        severity=2,
        key=name,
        participant=who,
        facts={"people": [name], "suspects": [name], "numbers": {"attempts": 3, "under_another_address": 1}},
        noticed_at=timezone.now(),
    )


def test_only_organizers_are_let_in() -> None:
    campaign = cast.live_campaign()
    alice = cast.join_in_turn(campaign, "alice")[0]
    assert alice.user
    olga = cast.organizer_of(campaign)
    hold = place_hold(participant=alice, reason="Two at once.", at=timezone.now(), placed_by=olga)
    signal = noticed(alice)
    room = f"/c/{campaign.slug}/trust/"
    addresses = [
        room,
        f"{room}people/{alice.public_id}/",
        f"{room}people/{alice.public_id}/hold/",
        f"{room}people/{alice.public_id}/quarantine/",
        f"{room}holds/{hold.public_id}/ban/",
        f"{room}signals/{signal.public_id}/clear/",
    ]
    for user in (alice.user, reviewer_of(campaign), cast.organizer_of(cast.live_campaign())):
        assert {as_user(user).get(address).status_code for address in addresses} == {404}
        assert {as_user(user).post(address, {"note": "x"}).status_code for address in addresses[2:]} == {404}
    assert {as_user(olga).get(address).status_code for address in addresses} == {200}
    assert f'href="{room}"' in text(as_user(olga), f"/c/{campaign.slug}/")
    assert f'href="{room}"' not in text(as_user(reviewer_of(campaign)), f"/c/{campaign.slug}/")


def test_a_signal_is_said_in_a_sentence_with_what_else_it_may_be() -> None:
    campaign = cast.live_campaign()
    alice = cast.join_in_turn(campaign, "alice")[0]
    signal = noticed(alice)
    browser = as_user(cast.organizer_of(campaign))
    page = text(browser, f"/c/{campaign.slug}/trust/")
    assert "1 signal waits for you; nobody is on hold." in page
    assert "Tried 3 times to join below themselves" in page
    assert "People try their own link out." in page
    address = f"/c/{campaign.slug}/trust/signals/{signal.public_id}/clear/"
    assert browser.post(address, {"note": ""}).status_code == 400
    browser.post(address, {"note": "She tried her own link."})
    signal.refresh_from_db()
    assert signal.state == "cleared"
    assert "Nothing waits for you here." in text(browser, f"/c/{campaign.slug}/trust/")
    again = browser.post(address, {"note": "Again."})
    assert again.status_code == 400
    assert "decided already" in again.content.decode()


def test_a_quarantine_is_seen_before_it_is_made_and_can_be_lifted() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    browser = as_user(cast.organizer_of(campaign))
    room = f"/c/{campaign.slug}/trust/"
    address = f"{room}people/{people.bob.public_id}/quarantine/"
    assert "would touch 3 people" in text(browser, address)
    assert not Quarantine.objects.filter(campaign=campaign).exists()
    assert browser.post(address, {"note": "Twenty joins."}).headers["Location"] == room
    placed = Quarantine.objects.get(root=people.bob)
    assert "Bob</a> and everybody below: Twenty joins." in text(browser, room)
    assert "is in a branch in quarantine" in text(browser, f"{room}people/{people.dave.public_id}/")
    browser.post(f"{room}quarantines/{placed.public_id}/lift/", {"note": ""})
    placed.refresh_from_db()
    assert placed.lifted_at is not None


def test_a_hold_is_placed_and_decided_with_its_consequences_said() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    cast.report(people.dave)
    browser = as_user(cast.organizer_of(campaign))
    room = f"/c/{campaign.slug}/trust/"
    assert f"{room}people/{people.dave.public_id}/" in text(browser, f"{room}?name=dav")
    browser.post(f"{room}people/{people.dave.public_id}/hold/", {"note": "Two at once.", "days": "10"})
    hold = Hold.objects.get(participant=people.dave)
    assert (hold.expires_at - hold.placed_at).days == 10
    address = f"{room}holds/{hold.public_id}/exclude/"
    page = text(browser, address)
    assert "never up the chain" in page
    assert "forfeited after 14 days" in page
    assert browser.post(address, {"note": ""}).status_code == 400
    browser.post(address, {"note": "Painted balloons."})
    people.dave.refresh_from_db()
    assert people.dave.removed_at is not None
    assert "Painted balloons." in text(browser, room)


def test_an_objection_is_answered_by_somebody_else() -> None:
    campaign = cast.live_campaign()
    alice = cast.join_in_turn(campaign, "alice")[0]
    olga, now = cast.organizer_of(campaign), timezone.now()
    otto = cast.make_user("otto")
    otto.roles.create(campaign=campaign, kind="organizer")
    hold = place_hold(participant=alice, reason="Two at once.", at=now, placed_by=olga)
    decide_hold(hold=hold, decision="excluded", decided_by=olga, at=now, note="Painted.")
    objection = make_objection(participant=alice, text="I did not.", at=now, hold=hold)
    room = f"/c/{campaign.slug}/trust/"
    address = f"{room}objections/{objection.public_id}/grant/"
    assert "Alice</a> objects to being excluded from rewards: “I did not.”" in text(as_user(otto), room)
    refused = as_user(olga).post(address, {"note": "No."})
    assert "Another organizer must answer it" in refused.content.decode()
    assert "They are reinstated" in text(as_user(otto), address)
    as_user(otto).post(address, {"note": "You are right."})
    objection.refresh_from_db()
    alice.refresh_from_db()
    assert objection.granted
    assert alice.removed_at is None
    assert Objection.objects.filter(participant=alice, granted=None).count() == 0
