"""Reporting without an account, on a phone and on a desk: with a photograph, without a connection, claimed later."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page, Route, expect

from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from tests import cast
from tests.browser.conftest import AGENT
from tests.browser.test_journey import _WEAK_CONTRASTS, fits
from tests.findings.files import exif_of_a_phone, scene

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

# Whatever is put into the browser's store is kept a second later: until then closing the page loses it.
KEEPS_SLOWLY = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...said) {
    const asked = put.apply(this, said), until = Date.now() + 1000;
    const hold = () => { if (Date.now() < until) this.count().onsuccess = hold; };
    hold();
    return asked;
  };
"""
SPOT: Geolocation = {"latitude": 37.788101, "longitude": -122.407502, "accuracy": 12}


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def context(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 800},
        user_agent=AGENT,
        base_url=server,
        geolocation=SPOT,
        permissions=["geolocation"],
    )
    yield context
    context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_0001.jpg"
    scene(1200, 900).save(path, "JPEG", exif=exif_of_a_phone())
    return path


def session_of(user: User) -> str:
    """Begin a session of this person; gives its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key
    return str(session.session_key)


def sign_in(context: BrowserContext, user: User, server: str) -> None:
    key = session_of(user)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server}])


def keeps_its_words_apart(page: Page) -> None:
    fits(page)
    schemes: tuple[Literal["dark"], Literal["light"]] = ("dark", "light")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate(_WEAK_CONTRASTS) == [], (page.url, scheme)


def shot(page: Page, name: str, folder: Path | None) -> None:
    if folder is not None:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=folder / f"{name}_{width}.png", full_page=True)


@pytest.fixture
def shots() -> Path | None:
    """Where pictures of the pages go, for whoever wants to look at them."""
    folder = os.environ.get("MOBILIZE_SCREENSHOTS")
    return Path(folder) if folder else None


def test_a_report_with_a_photograph_and_the_devices_position(
    context: BrowserContext, photo: Path, tmp_path: Path, shots: Path | None
) -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    page = context.new_page()
    refused = tmp_path / "notes.txt"
    refused.write_text("This is no photograph at all, whatever its name says. " * 20)
    page.goto(f"/c/{campaign.slug}/report/")
    shot(page, "report_empty", shots)
    page.get_by_label("What you saw").fill("A red balloon above the square.")
    page.get_by_label("Photos or short videos").set_input_files([photo, refused])
    page.get_by_role("button", name="Use my position").click()
    expect(page.get_by_text("within 12 m")).to_be_visible()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    shot(page, "report_filled", shots)
    keeps_its_words_apart(page)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("This is not a photograph or video of a kind that is taken.")).to_be_visible()
    shot(page, "report_sent", shots)
    keeps_its_words_apart(page)
    finding = Finding.objects.get(campaign=campaign)
    assert (finding.latitude, finding.longitude, finding.accuracy_m) == (37.788101, -122.407502, 12)
    assert finding.location_source == "device"
    assert Evidence.objects.get(finding=finding).kind == "image"


def test_what_is_written_without_a_connection_is_kept_and_sent_once(
    context: BrowserContext, photo: Path, shots: Path | None
) -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    page = context.new_page()
    page.add_init_script(KEEPS_SLOWLY)
    page.goto(f"/c/{campaign.slug}/report/")
    page.get_by_label("What you saw").fill("Seen from the train.")
    expect(page.get_by_text("nothing is sent yet")).to_be_visible()
    page.get_by_label("Photos or short videos").set_input_files(photo)
    expect(page.get_by_text("nothing is sent yet")).to_be_visible()
    # The page is closed and opened again: all is there.
    page.reload()
    expect(page.get_by_label("What you saw")).to_have_value("Seen from the train.")
    expect(page.get_by_text("IMG_0001.jpg, ")).to_be_visible()
    context.set_offline(True)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("It is sent as soon as there is a connection")).to_be_visible()
    shot(page, "report_offline", shots)
    keeps_its_words_apart(page)
    assert not Finding.objects.filter(campaign=campaign).exists()
    # The words arrive, but not the answer to them; and then the photograph does not.
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().text())
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/report/", lose_the_answer)
    page.route("**/files/", lambda route: route.abort("connectionreset"))
    context.set_offline(False)
    expect(page.get_by_text("The report is in. 1 file is kept on this device")).to_be_visible()
    assert "received_at" in lost[0]
    assert Finding.objects.get(campaign=campaign).evidence.count() == 0
    # Even a window that was closed meanwhile goes on where it was.
    page.unroute("**/files/")
    page.reload()
    expect(page.get_by_role("heading", name="Your claim code")).to_be_visible()
    finding = Finding.objects.get(campaign=campaign)
    assert finding.evidence.count() == 1
    page.reload()
    expect(page.get_by_label("What you saw")).to_have_value("")
    expect(page.locator("#outbox")).to_be_hidden()
    assert Finding.objects.filter(campaign=campaign).count() == 1


def test_what_the_server_refuses_comes_back_into_the_form(context: BrowserContext, server: str) -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    page = context.new_page()
    page.goto(f"/c/{campaign.slug}/report/")
    page.get_by_label("What you saw").fill("Red.")
    page.get_by_label("When you saw it").fill("2999-01-01T00:00")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("lies in the future")).to_be_visible()
    expect(page.get_by_label("What you saw")).to_have_value("Red.")
    page.get_by_label("When you saw it").fill("")
    # Whoever has signed in meanwhile is told where to report, and has what they wrote.
    sign_in(context, cast.make_user("erin"), server)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("Not sent, but kept. You are signed in now")).to_be_visible()
    expect(page.get_by_label("What you saw")).to_have_value("Red.")
    assert not Finding.objects.filter(campaign=campaign).exists()
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Your claim code")).to_be_visible()
    assert Finding.objects.filter(campaign=campaign).count() == 1


def test_somebody_without_an_account_reports_and_claims_later(
    context: BrowserContext, server: str, photo: Path, shots: Path | None
) -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    page = context.new_page()
    page.goto(f"/c/{campaign.slug}/")
    page.get_by_role("link", name="Report it without signing in").click()
    page.wait_for_url("**/report/")
    page.get_by_label("What you saw").fill("A red balloon.")
    page.get_by_label("Photos or short videos").set_input_files(photo)
    shot(page, "report_anonymous", shots)
    page.get_by_role("button", name="Send the report").click()
    code = page.locator("#code").inner_text()
    shot(page, "claim_code", shots)
    keeps_its_words_apart(page)
    # On paper there is the code, and no empty form.
    page.emulate_media(media="print")
    expect(page.locator("#code")).to_be_visible()
    expect(page.locator("#report")).to_be_hidden()
    page.emulate_media(media="screen")
    place = Participant.objects.get(campaign=campaign)
    assert place.user is None
    assert Finding.objects.get(participant=place).evidence.count() == 1
    erin = cast.make_user("erin")
    sign_in(context, erin, server)
    page.goto(f"/c/{campaign.slug}/claim/")
    page.get_by_label("Claim code").fill(code)
    page.get_by_label("I reported this myself").check()
    page.get_by_label("I agree that my name is shown").check()
    shot(page, "claim", shots)
    keeps_its_words_apart(page)
    page.get_by_role("button", name="Claim the place as Erin").click()
    expect(page).to_have_url(f"{server}/app/c/{campaign.slug}/me")
    expect(page.get_by_text("You take part as Erin")).to_be_visible()
    place.refresh_from_db()
    assert place.user == erin
