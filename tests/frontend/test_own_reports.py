"""One's own report and one's place: answers, appeals, taking back, vouching, and what of one's rewards waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.findings.facts import add_fact
from campaigns.findings.models import FactAnswer, Finding, Vouch
from campaigns.findings.operations import reject_finding, request_info
from campaigns.trust.models import Objection
from campaigns.trust.operations import place_hold, quarantine_branch
from tests import cast
from tests.frontend.test_pages import signed_in, text
from tests.frontend.test_reporting import photo

pytestmark = pytest.mark.django_db


def own(finding: Finding) -> str:
    return f"/c/{finding.campaign.slug}/me/reports/{finding.public_id}/"


def test_what_a_reviewer_asked_is_answered_with_more_photographs() -> None:
    campaign = cast.live_campaign()
    alice = cast.join_in_turn(campaign, "alice")[0]
    finding = cast.report(alice)
    request_info(finding=finding, reviewer=cast.organizer_of(campaign), at=cast.MOMENT, note="Which street?")
    browser = signed_in(alice)
    assert f"{own(finding)}#answer" in text(browser, f"/c/{campaign.slug}/me/")
    page = text(browser, own(finding))
    assert "The reviewer asks" in page
    assert "Which street?" in page
    assert browser.post(f"{own(finding)}respond/", {"note": ""}).status_code == 400
    answered = browser.post(f"{own(finding)}respond/", {"note": "Market Street.", "photos": [photo()]}, follow=True)
    assert "Your answer is with the reviewer." in answered.content.decode()
    finding.refresh_from_db()
    assert finding.state == "under_review"
    assert finding.evidence.count() == 1
    assert 'src="/api/v1/findings/' in text(browser, f"/c/{campaign.slug}/me/")


def test_a_report_is_taken_back_only_after_it_was_said_what_that_means() -> None:
    finding = cast.report(cast.join_in_turn(cast.live_campaign(), "alice")[0])
    browser = signed_in(finding.participant)
    assert "You cannot undo this" in text(browser, f"{own(finding)}withdraw/")
    finding.refresh_from_db()
    assert finding.state == "submitted"
    browser.post(f"{own(finding)}withdraw/")
    finding.refresh_from_db()
    assert finding.state == "withdrawn"
    assert browser.get(f"{own(finding)}withdraw/").headers["Location"] == own(finding)


def test_an_appeal_says_until_when_and_is_made_once() -> None:
    campaign = cast.live_campaign()
    finding = cast.report(cast.join_in_turn(campaign, "alice")[0])
    now = timezone.now()
    reject_finding(finding=finding, reviewer=cast.organizer_of(campaign), at=now, reason="wrong_place")
    browser = signed_in(finding.participant)
    assert f"{now + timedelta(days=30):%b %Y}" in text(browser, own(finding))
    assert browser.post(f"{own(finding)}appeal/", {"note": " "}).status_code == 400
    page = browser.post(f"{own(finding)}appeal/", {"note": "It is the right place."}, follow=True).content.decode()
    assert "You appealed. Somebody who had no say before looks at it." in page
    assert "It is the right place." in page
    finding.refresh_from_db()
    assert finding.round == 2
    assert browser.post(f"{own(finding)}appeal/", {"note": "Again."}).status_code == 409


def test_a_late_appeal_is_said_to_be_too_late() -> None:
    campaign = cast.live_campaign()
    finding = cast.report(cast.join_in_turn(campaign, "alice")[0])
    reject_finding(finding=finding, reviewer=cast.organizer_of(campaign), at=cast.MOMENT, reason="wrong_place")
    assert "The time to appeal is over." in text(signed_in(finding.participant), own(finding))


def test_evidence_is_shown_and_removed_while_the_report_is_open() -> None:
    finding = cast.report(cast.join_in_turn(cast.live_campaign(), "alice")[0])
    evidence = cast.photograph(finding)
    browser = signed_in(finding.participant)
    page = text(browser, own(finding))
    preview = f"/api/v1/findings/{finding.public_id}/evidence/{evidence.public_id}/preview/"
    assert f'src="{preview}"' in page
    assert browser.get(preview).headers["Content-Type"] == "image/jpeg"
    browser.post(f"{own(finding)}evidence/{evidence.public_id}/remove/")
    assert finding.evidence.count() == 0
    assert browser.post(f"{own(finding)}evidence/{evidence.public_id}/remove/").status_code == 404


def test_questions_are_answered_afterwards_and_count_their_attempts() -> None:
    campaign = cast.live_campaign()
    objective = cast.objective_of(campaign)
    fact = add_fact(
        objective=objective, actor=cast.organizer_of(campaign), question="Which number?", answer="7", at=cast.MOMENT
    )
    finding = cast.report(cast.join_in_turn(campaign, "alice")[0])
    browser = signed_in(finding.participant)
    assert "3 attempts left." in text(browser, own(finding))
    browser.post(f"{own(finding)}answer/", {f"fact-{fact.public_id}": "8"})
    assert FactAnswer.objects.get(finding=finding).matched is False
    page = text(browser, own(finding))
    assert "2 attempts left." in page
    assert "Wrong" not in page


def test_a_report_is_for_its_reporter_alone() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    finding = cast.report(bob)
    for name in ("", "withdraw/"):
        assert signed_in(alice).get(f"{own(finding)}{name}").status_code == 404
    for name in ("respond/", "appeal/", "answer/"):
        assert signed_in(alice).post(f"{own(finding)}{name}", {"note": "x"}).status_code == 404


def test_vouching_says_what_it_risks_before_it_is_done() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    finding = cast.report(people.dave)
    browser = signed_in(people.bob)
    address = f"/c/{campaign.slug}/me/vouch/{finding.public_id}/"
    assert address in text(browser, f"/c/{campaign.slug}/me/")
    page = text(browser, address)
    assert "If it proves false" in page
    assert "Carol, 2 steps below you" in page
    # Nothing of the report itself is told to whoever stands above.
    assert "Seen it." not in page
    assert browser.post(address, {"note": "x" * 281}).status_code == 400
    assert not Vouch.objects.filter(finding=finding).exists()
    browser.post(address, {"note": "She rang me."})
    assert Vouch.objects.get(finding=finding).participant == people.bob
    assert "You vouch for it" in text(browser, f"/c/{campaign.slug}/me/")
    assert signed_in(people.dave).get(address).status_code == 404


def test_a_place_says_what_waits_why_and_until_when() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    olga, now = cast.organizer_of(campaign), timezone.now()
    hold = place_hold(participant=people.dave, reason="Two at once.", at=now, placed_by=olga)
    placed = quarantine_branch(root=people.carol, reason="Twenty joins.", placed_by=olga, at=now)
    browser = signed_in(people.dave)
    page = text(browser, f"/c/{campaign.slug}/me/")
    assert "Your rewards wait" in page
    assert "Two at once." in page
    # Why the branch above is looked at is told to its root alone.
    assert "Twenty joins." not in page
    assert "Twenty joins." in text(signed_in(people.carol), f"/c/{campaign.slug}/me/")
    for what, name in (("hold", hold.public_id), ("quarantine", placed.public_id)):
        address = f"/c/{campaign.slug}/me/object/{what}/{name}/"
        assert address in page
        assert signed_in(people.alice).get(address).status_code == 404
        assert browser.post(address, {"note": ""}).status_code == 400
        assert browser.post(address, {"note": "It was my class."}).status_code == 302
    assert Objection.objects.filter(participant=people.dave).count() == 2
    assert "Your objection waits" in text(browser, f"/c/{campaign.slug}/me/")
