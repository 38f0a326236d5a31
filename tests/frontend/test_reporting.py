"""Reporting without an account: the page without its script, an ordinary form, its files judged one by one."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.findings.facts import add_fact
from campaigns.findings.models import Evidence, FactAnswer, Finding
from campaigns.people.models import Trace
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.operations import quarantine_branch
from frontend import uploads
from tests import cast
from tests.findings.files import scene
from tests.frontend.conftest import AGENT, Browser
from tests.frontend.test_pages import report_form, signed_in, text

pytestmark = pytest.mark.django_db


def photo(name: str = "IMG_1.jpg", *, seed: int = 7) -> SimpleUploadedFile:
    file = BytesIO()
    scene(seed=seed).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def fake(name: str = "notes.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"<svg onload=alert(1)>" * 400, "image/jpeg")


def filled(browser: Browser, campaign: Campaign, **fields: Any) -> dict[str, Any]:
    """Fill the form in as the page gives it."""
    return {**report_form(campaign, text(browser, f"/c/{campaign.slug}/report/")), **fields}


def open_hunt(**terms: Any) -> Campaign:
    return cast.live_campaign(anonymous_reports=True, **terms)


def ticket_in(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found.group(1)


def code_in(page: str) -> str:
    found = re.search(r'<code id="code">([^<]+)</code>', page)
    assert found
    return found.group(1)


def test_the_report_is_kept_and_every_refused_file_is_named() -> None:
    campaign, browser = open_hunt(), Browser()
    said = filled(
        browser,
        campaign,
        photos=[photo(), fake("holiday.jpg"), photo("IMG_2.jpg", seed=3)],
        links="https://example.org/balloon\nnot a link",
    )
    page = browser.post(f"/c/{campaign.slug}/report/", said).content.decode()
    finding = Finding.objects.get(campaign=campaign)
    assert sorted(finding.evidence.values_list("kind", flat=True)) == ["image", "image", "link"]
    assert (
        "<strong>holiday.jpg</strong> was not kept. This is not a photograph or video of a kind that is taken." in page
    )
    assert "<strong>not a link</strong> was not kept." in page
    assert Trace.objects.filter(finding=finding).count() == 1
    # Sent again, nothing is doubled.
    browser.post(f"/c/{campaign.slug}/report/", {**said, "photos": [photo()]})
    assert Evidence.objects.filter(finding=finding).count() == 3
    assert Trace.objects.filter(finding=finding).count() == 1


def test_more_files_than_a_report_has_do_not_cost_the_report() -> None:
    campaign, browser = open_hunt(), Browser()
    said = filled(browser, campaign, photos=[photo(f"IMG_{seed}.jpg", seed=seed) for seed in range(7)])
    page = browser.post(f"/c/{campaign.slug}/report/", said).content.decode()
    assert Finding.objects.get(campaign=campaign).evidence.count() == 6
    assert "<strong>IMG_6.jpg</strong> was not kept. A report has at most 6 files." in page


def test_files_too_large_together_are_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, browser = open_hunt(), Browser()
    first, second = photo(), photo("IMG_2.jpg", seed=3)
    assert first.size
    assert second.size
    monkeypatch.setattr(uploads, "MOST_KEPT_BYTES", first.size + second.size // 2)
    said = filled(browser, campaign, photos=[first, second])
    page = browser.post(f"/c/{campaign.slug}/report/", said).content.decode()
    finding = Finding.objects.get(campaign=campaign)
    assert finding.evidence.count() == 1
    assert "<strong>IMG_2.jpg</strong> was not kept." in page
    monkeypatch.undo()
    address = f"/c/{campaign.slug}/report/{finding.public_id}/files/"
    more = {"photos": photo("IMG_2.jpg", seed=3), "ticket": ticket_in(page)}
    assert browser.post(address, more).status_code == 200
    assert finding.evidence.count() == 2


def test_a_form_beyond_all_bounds_is_refused_clearly() -> None:
    campaign, browser = open_hunt(), Browser()
    said = filled(browser, campaign, photos=[photo(f"IMG_{n}.jpg") for n in range(11)])
    answer = browser.post(f"/c/{campaign.slug}/report/", said)
    assert answer.status_code == 413
    assert "nothing of it was received" in answer.content.decode()


def test_the_form_needs_its_token() -> None:
    campaign = open_hunt()
    browser = Client(enforce_csrf_checks=True, HTTP_USER_AGENT=AGENT)
    page = browser.get(f"/c/{campaign.slug}/report/").content.decode()
    said = report_form(campaign, page)
    assert browser.post(f"/c/{campaign.slug}/report/", said).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    said["csrfmiddlewaretoken"] = token.group(1)
    assert browser.post(f"/c/{campaign.slug}/report/", said).status_code == 200


def test_an_address_in_words_and_answers_only_a_witness_has() -> None:
    campaign, browser = open_hunt(prizes=((1_000, 1), (2_000, 1))), Browser()
    olga = cast.organizer_of(campaign)
    first, second = campaign.objectives.all()
    asked = add_fact(objective=first, actor=olga, question="Which number is on it?", answer="Seven", at=cast.MOMENT)
    other = add_fact(objective=second, actor=olga, question="Which colour?", answer="Red", at=cast.MOMENT)
    assert "Which number is on it?" in text(browser, f"/c/{campaign.slug}/report/")
    said = filled(browser, campaign, address="Union Square, at the steps")
    said |= {f"fact-{asked.public_id}": "SEVEN", f"fact-{other.public_id}": "red"}
    refused = browser.post(f"/c/{campaign.slug}/report/", {**said, f"fact-{asked.public_id}": "?!"})
    assert refused.status_code == 400
    assert "letters or digits among them" in refused.content.decode()
    assert browser.post(f"/c/{campaign.slug}/report/", said).status_code == 200
    finding = Finding.objects.get(campaign=campaign)
    assert finding.note.endswith("Address: Union Square, at the steps")
    assert FactAnswer.objects.get(finding=finding).matched


def test_a_report_without_an_account_shows_its_code_to_its_sender_alone() -> None:
    campaign = open_hunt()
    browser = Browser()
    assert "Report it without signing in" in text(browser, f"/c/{campaign.slug}/")
    said = filled(browser, campaign, photos=[photo(), fake()])
    received = browser.post(f"/c/{campaign.slug}/report/", said)
    page = received.content.decode()
    assert received.status_code == 200
    assert "no-store" in received.headers["Cache-Control"]
    code = code_in(page)
    place = Participant.objects.get(campaign=campaign)
    assert place.user is None
    finding = Finding.objects.get(participant=place)
    assert finding.evidence.count() == 1
    assert "<strong>notes.jpg</strong> was not kept." in page
    # A lost answer is asked for again.
    assert code_in(browser.post(f"/c/{campaign.slug}/report/", said).content.decode()) == code
    # More photographs need the ticket that was given with the code.
    address = f"/c/{campaign.slug}/report/{finding.public_id}/files/"
    assert browser.post(address, {"photos": photo("IMG_2.jpg", seed=3)}).status_code == 404
    ticket = ticket_in(page)
    assert browser.post(address, {"photos": photo("IMG_2.jpg", seed=3), "ticket": ticket}).status_code == 200
    assert finding.evidence.count() == 2
    erin = cast.make_user("erin")
    claiming = Browser()
    claiming.force_login(erin)
    form = {"claim_code": code, "display_name": "Erin", "confirmed": "on", "consent": "on"}
    where = f"/c/{campaign.slug}/claim/"
    assert "Confirm that the place is yours." in claiming.post(where, {**form, "confirmed": ""}).content.decode()
    assert (
        "No place of this campaign has this code." in claiming.post(where, {**form, "claim_code": "x"}).content.decode()
    )
    assert claiming.post(where, form).headers["Location"] == f"/app/c/{campaign.slug}/me"
    place.refresh_from_db()
    assert place.user_id == erin.pk
    assert place.display_name == "Erin"
    # Now it is Erin's, and the ticket opens nothing any more.
    assert browser.post(address, {"photos": photo("IMG_3.jpg", seed=4), "ticket": ticket}).status_code == 404


def test_an_anonymous_report_stands_under_the_link_that_was_followed() -> None:
    campaign = open_hunt()
    alice = cast.join_in_turn(campaign, "alice")[0]
    browser = Browser()
    page = browser.follow_link(cast.link_of(alice).code).content.decode()
    assert "Report it without signing in" in page
    browser.post(f"/c/{campaign.slug}/report/", filled(browser, campaign))
    assert Participant.objects.get(campaign=campaign, user=None).invited_by == alice


def test_a_link_that_does_not_work_any_more_never_stops_a_report() -> None:
    campaign = open_hunt()
    alice = cast.join_in_turn(campaign, "alice")[0]
    browser = Browser()
    browser.follow_link(cast.link_of(alice).code)
    said = filled(browser, campaign)
    quarantine_branch(root=alice, reason="Twenty joins.", placed_by=cast.organizer_of(campaign), at=cast.MOMENT)
    assert browser.post(f"/c/{campaign.slug}/report/", said).status_code == 200
    assert Participant.objects.get(campaign=campaign, user=None).invited_by is None


def test_where_everybody_signs_in_a_stranger_signs_in_first(browser: Browser) -> None:
    campaign = cast.live_campaign()
    address = f"/c/{campaign.slug}/report/"
    assert "without signing in" not in text(browser, f"/c/{campaign.slug}/")
    assert browser.get(address).headers["Location"] == f"/accounts/login/?next={address}"
    # What was sent before they had to is refused, and not lost by being led away.
    assert "Sign in, and report it in the app." in browser.post(address, {}).content.decode()
    said = browser.post(address, {}, HTTP_ACCEPT="application/json")
    assert said.status_code == 409
    assert said.json()["errors"]["__all__"] == [
        "Reports without an account are not taken here any more. Sign in, and report it in the app."
    ]


def test_who_is_signed_in_is_led_to_the_app() -> None:
    campaign = open_hunt()
    alice, objective = cast.join_in_turn(campaign, "alice")[0], cast.objective_of(campaign)
    address, screen = f"/c/{campaign.slug}/report/", f"/app/c/{campaign.slug}/me/report"
    browser = Browser()
    said = filled(browser, campaign)
    assert alice.user
    browser.force_login(alice.user)
    assert browser.get(address).headers["Location"] == screen
    chosen = browser.get(f"{address}?objective={objective.public_id}&more=1")
    assert chosen.headers["Location"] == f"{screen}?objective={objective.public_id}"
    # Whoever signed in after they had opened the page reports nothing under a name that is nobody's.
    answer = browser.post(address, said)
    assert answer.status_code == 409
    assert "Report it in the app" in answer.content.decode()
    assert not Finding.objects.filter(campaign=campaign).exists()
    stranger = signed_in(cast.join_in_turn(cast.live_campaign(), "zoe")[0])
    assert stranger.get(address).headers["Location"] == f"/c/{campaign.slug}/join/"


def test_the_script_is_told_in_json_what_arrived_and_what_is_wrong() -> None:
    campaign, browser = open_hunt(), Browser()
    address = f"/c/{campaign.slug}/report/"
    said = filled(browser, campaign)
    wrong = browser.post(address, {**said, "note": ""}, HTTP_ACCEPT="application/json")
    assert wrong.status_code == 400
    assert list(wrong.json()["errors"]) == ["note"]
    received = browser.post(address, said, HTTP_ACCEPT="application/json").json()
    assert Finding.objects.get(campaign=campaign).evidence.count() == 0
    assert received["claim_code"]
    more = {"photos": fake(), "ticket": received["ticket"]}
    sent = browser.post(received["files"], more, HTTP_ACCEPT="application/json").json()
    assert sent["kept"] == []
    assert sent["refused"][0]["name"] == "notes.jpg"


def test_to_the_report_of_a_person_nothing_is_added_here() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    finding = cast.report(alice)
    address = f"/c/{campaign.slug}/report/{finding.public_id}/files/"
    for browser in (signed_in(alice), signed_in(bob), Browser()):
        assert browser.post(address, {"photos": photo()}).status_code == 404
    assert finding.evidence.count() == 0
