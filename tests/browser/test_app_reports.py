"""Reporting in the app: with a photograph and a position, without a connection, over a slow one, and refused."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect

from campaigns.findings.facts import add_fact
from campaigns.findings.models import Evidence, Finding
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, stays, visiting
from tests.browser.stage import SPOTS, found
from tests.browser.test_reporting import KEEPS_SLOWLY, SPOT, sign_in
from tests.findings.files import exif_of_a_phone, scene

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

# Whether the pin stands in the middle of where the map was touched.
PIN_IS_AT = """([x, y]) => {
  const [map, pin] = [".leaflet-container", ".leaflet-marker-icon"].map((each) =>
    document.querySelector(each).getBoundingClientRect());
  return Math.hypot(pin.x + pin.width / 2 - map.x - x, pin.y + pin.height / 2 - map.y - y) < 3;
}"""
# The device answers when it is told to.
LATE_POSITION = """
  navigator.geolocation.getCurrentPosition = (found) => {
    window.found = () => found({coords: {latitude: 37.788101, longitude: -122.407502, accuracy: 12}});
  };
"""
REFUSED_POSITION = """() => {
  navigator.geolocation.getCurrentPosition = (_, refused) => refused({code: 1, PERMISSION_DENIED: 1});
}"""
# Waits until the worker has kept this answer.
UNTIL_KEPT = """async (address) => {
  for (const from = Date.now(); Date.now() < from + 120_000; await new Promise((go) => setTimeout(go, 50))) {
    if (await caches.match(address, {cacheName: "mobilize-own", ignoreVary: true})) return;
  }
  throw new Error(`${address} was not kept`);
}"""
# Whether the screen has what it needs to show what waits, and every file that it began to load beside it.
OUTGOING_IS_THERE = """() => {
  const links = [...document.querySelectorAll("link[rel=modulepreload], link[rel=stylesheet]")].map(({href}) => href);
  return links.some((each) => /Outgoing-.*js/.test(each))
    && links.every((each) => performance.getEntriesByName(each).length > 0);
}"""
POSITION: dict[str, Any] = {"geolocation": SPOT, "permissions": ["geolocation"]}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_0001.jpg"
    scene(1200, 900).save(path, "JPEG", exif=exif_of_a_phone())
    return path


def _choose(page: Page, *paths: Path) -> None:
    page.locator("input[type=file][multiple]").first.set_input_files(list(paths))


def test_a_report_with_a_photograph_and_a_position(chromium: Browser, server: str, photo: Path, tmp_path: Path) -> None:
    campaign = cast.live_campaign()
    alice = cast.join_in_turn(campaign, "alice")[0]
    objective = cast.objective_of(campaign)
    assert alice.user
    notes = tmp_path / "notes.txt"
    notes.write_text("This is no photograph at all, whatever its name says. " * 20)
    with visiting(chromium, server, user=alice.user, width=PHONE, **POSITION) as page:
        page.goto(f"/app/c/{campaign.slug}/me/report?objective={objective.public_id}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("looked for here")
        judge(page, "report_empty")
        # Nothing to believe it by: told at the field, and nothing is sent.
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("Add a photo, or say what you saw")).to_be_visible()
        page.get_by_label("What you saw").fill("A red balloon above the square.")
        _choose(page, photo, notes)
        # A map whose outlines did not come says so, and fetches them when it is told to.
        page.route("**/countries-50m*", lambda route: route.abort())
        page.get_by_role("button", name="Put a pin").click()
        expect(page.get_by_text("The outlines of the map did not come.")).to_be_visible()
        forgive(page, "net::ERR_")
        page.unroute("**/countries-50m*")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".leaflet-outlines-pane path").first).to_be_attached()
        # Where it is touched it stays, so that one can touch it again.
        page.locator(".leaflet-container").click(position={"x": 110, "y": 120})
        expect(page.get_by_label("Latitude")).not_to_have_value("")
        page.wait_for_function(PIN_IS_AT, arg=[110, 120])
        page.get_by_role("button", name="Use my position").click()
        expect(page.get_by_text("within 12 m")).to_be_visible()
        expect(page.get_by_label("Latitude")).to_have_value("37.788101")
        # A position that is refused later on is told, and the place stays.
        page.evaluate(REFUSED_POSITION)
        page.get_by_role("button", name="Use my position").click()
        expect(page.get_by_text("The position was not allowed; the place stays as it was: 37.788")).to_be_visible()
        expect(page.get_by_text("Kept on this device; nothing is sent yet.")).to_be_visible()
        judge(page, "report_filled", settle=".leaflet-container")
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("it has arrived")).to_be_visible()
        expect(page.get_by_text("notes.txt was not taken: This is not a photograph")).to_be_visible()
        forgive(page, "status of 400")
        judge(page, "report_arrived")
    finding = Finding.objects.get(participant=alice)
    assert (finding.latitude, finding.longitude, finding.accuracy_m) == (37.788101, -122.407502, 12)
    assert (finding.objective_id, finding.location_source) == (objective.pk, "device")
    assert Evidence.objects.get(finding=finding).kind == "image"


def test_without_a_connection_it_is_kept_and_sent_once(chromium: Browser, server: str, photo: Path) -> None:
    campaign, alice = _hunt(2)
    second = campaign.objectives.order_by("pk")[1]
    organizer = cast.organizer_of(campaign)
    add_fact(objective=second, actor=organizer, question="What is written on it?", answer="Seven", at=cast.MOMENT)
    with visiting(chromium, server, user=alice.user, width=390, service_workers="allow") as page:
        page.goto(f"/app/c/{campaign.slug}/me")
        # Nobody has looked at the screen yet, nor chosen the second: what reporting needs is kept all the same.
        page.evaluate(UNTIL_KEPT, f"/api/v1/objectives/{second.public_id}/facts/?limit=100")
        page.context.set_offline(True)
        # The app opens without a connection, and says so.
        page.goto(f"/app/c/{campaign.slug}/me/report")
        expect(page.get_by_text("You are off line.")).to_be_visible()
        page.get_by_role("combobox", name="What you found").select_option(label=second.title)
        expect(page.get_by_label("What is written on it?")).to_be_visible()
        page.get_by_label("What you saw").fill("Seen from the train.")
        _choose(page, photo)
        expect(page.get_by_text("Kept on this device; nothing is sent yet.")).to_be_visible()
        page.reload()
        expect(page.get_by_label("What you saw")).to_have_value("Seen from the train.")
        expect(page.get_by_text("IMG_0001.jpg")).to_be_visible()
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("as soon as there is a connection")).to_be_visible()
        judge(page, "report_offline")
        page.close()
        assert not Finding.objects.filter(participant=alice).exists()
        # Closed, and opened again where there is a connection.
        page.context.set_offline(False)
        again = page.context.new_page()
        again.goto("/app/")
        again.goto(f"/app/c/{campaign.slug}/me/report")
        expect(again.get_by_text("it has arrived")).to_be_visible()
        forgive(page, "net::ERR_")
        # Whoever signs out leaves nothing of what was kept for screens off line, on a public page and without a script.
        assert again.evaluate("caches.has('mobilize-own')")
        again.goto(f"/c/{campaign.slug}/")
        again.locator("form[data-asked]").evaluate("form => form.submit()")
        expect(again.get_by_role("link", name="Sign in")).to_be_visible()
        assert not again.evaluate("caches.has('mobilize-own')")
    finding = Finding.objects.get(participant=alice)
    assert finding.objective_id == second.pk
    assert Evidence.objects.filter(finding=finding).count() == 1


def test_a_position_that_comes_late_takes_nothing_away(chromium: Browser, server: str, photo: Path) -> None:
    campaign, alice = _hunt()
    kept = "Kept on this device; nothing is sent yet."
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.add_init_script(LATE_POSITION)
        page.goto(f"/app/c/{campaign.slug}/me/report")
        note = page.get_by_label("What you saw")
        page.get_by_role("button", name="Use my position").click()
        note.fill("Seen from the train.")
        _choose(page, photo)
        expect(page.get_by_text("IMG_0001.jpg")).to_be_visible()
        page.evaluate("found()")
        expect(page.get_by_text("within 12 m")).to_be_visible()
        expect(note).to_have_value("Seen from the train.")
        expect(page.get_by_text("IMG_0001.jpg")).to_be_visible()
        # What was sent meanwhile it leaves alone.
        page.route(re.compile("/findings/$"), lambda route: route.abort())
        page.get_by_role("button", name="Use my position").click()
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_role("button", name="Try again now")).to_be_visible()
        page.evaluate("found()")
        # Had it changed anything, that would have been kept before this.
        note.fill("Something else, half")
        expect(page.get_by_text(kept)).to_be_visible()
        page.unroute(re.compile("/findings/$"))
        page.get_by_role("button", name="Try again now").click()
        expect(page.get_by_text("it has arrived")).to_be_visible()
        forgive(page, "net::ERR_")
    assert Finding.objects.get(participant=alice).note == "Seen from the train."


def test_what_is_closed_or_found_is_told_apart(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt(3)
    first, second, third = campaign.objectives.order_by("pk")
    found(cast.join_in_turn(campaign, "bob")[0], SPOTS[0], third)
    report = f"/app/c/{campaign.slug}/me/report"

    def close_the_first(route: Route) -> None:
        answered = route.fetch()
        said = answered.json()
        said["results"][0]["window"]["closes_at"] = "2020-01-01T00:00:00Z"
        route.fulfill(response=answered, json=said)

    with visiting(chromium, server, user=alice.user, width=PHONE) as page:
        page.goto(report)
        heading, what = page.get_by_role("heading", level=1), page.get_by_role("combobox", name="What you found")
        expect(heading).to_contain_text("2 things are looked for here.")
        page.get_by_label("What you saw").fill("Seen from the train.")
        expect(page.get_by_text("Kept on this device; nothing is sent yet.")).to_be_visible()
        page.route(re.compile(r"/objectives/\?"), close_the_first)
        page.goto(f"{report}?objective={second.public_id}")
        # What was begun stands first, and is about what it was about.
        expect(heading).to_contain_text("One thing is looked for here.")
        expect(what).to_have_value(str(first.public_id))
        expect(page.get_by_text(f"You came to report {second.title}")).to_be_visible()
        expect(page.get_by_text("No reports of it are taken now.")).to_be_visible()
        judge(page, "report_closed")
        page.get_by_role("button", name="Send the report").click()
        expect(what).to_be_focused()
        what.select_option(label=third.title)
        expect(page.get_by_text("It is found: a further report pays nothing.")).to_be_visible()
        what.select_option(label=second.title)
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("it has arrived")).to_be_visible()
    assert Finding.objects.get(participant=alice).objective_id == second.pk


def test_a_connection_that_is_lost_before_the_worker_is_there_costs_nothing(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt(2)
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.get_by_label("What you saw").fill("Seen from the train.")
        page.wait_for_function(OUTGOING_IS_THERE)
        page.context.set_offline(True)
        # What is asked of witnesses is not there, and that is said.
        page.get_by_role("combobox", name="What you found").select_option(index=1)
        expect(page.get_by_text("Whether something is asked here could not be fetched.")).to_be_visible()
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("as soon as there is a connection")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("A reviewer will look at it.")).to_be_visible()
        forgive(page, "net::ERR_")
    assert Finding.objects.get(participant=alice).note == "Seen from the train."


def test_it_is_said_to_be_kept_only_once_all_of_it_is(chromium: Browser, server: str, photo: Path) -> None:
    campaign, alice = _hunt()
    kept = "Kept on this device; nothing is sent yet."
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.add_init_script(KEEPS_SLOWLY)
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.get_by_label("What you saw").fill("Seen from the train.")
        expect(page.get_by_text(kept)).to_be_visible()
        _choose(page, photo)
        expect(page.get_by_text(kept)).to_be_visible()
        page.reload()
        expect(page.get_by_label("What you saw")).to_have_value("Seen from the train.")
        expect(page.get_by_text("IMG_0001.jpg")).to_be_visible()
        # What stands there from before is kept.
        expect(page.get_by_text(kept)).to_be_visible()


def test_a_device_that_keeps_nothing_is_said_to_keep_nothing(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt()
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.add_init_script(
            "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"
        )
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.get_by_label("What you saw").fill("Seen from the train.")
        expect(page.get_by_text("leave the screen open until the report has arrived")).to_be_visible()
        page.route("**/findings/", lambda route: route.abort())
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("leave the screen open until it has arrived")).to_be_visible()
        expect(page.get_by_text("kept on this device")).to_have_count(0)
        expect(page.get_by_role("button", name="Try again now")).to_be_visible()
        page.unroute("**/findings/")
        page.get_by_role("button", name="Try again now").click()
        expect(page.get_by_text("A reviewer will look at it.")).to_be_visible()
        forgive(page, "net::ERR_")
    assert Finding.objects.get(participant=alice).note == "Seen from the train."


def test_the_worker_sends_though_no_window_stands_open(chromium: Browser, server: str, photo: Path) -> None:
    campaign, alice = _hunt()
    with visiting(chromium, server, user=alice.user, width=390, service_workers="allow") as page:
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.route("**/findings/", lambda route: route.abort())
        page.get_by_label("What you saw").fill("Seen from the train.")
        _choose(page, photo)
        with page.expect_event("requestfailed", lambda asked: asked.method == "POST"):
            page.get_by_role("button", name="Send the report").click()
        # The worker may send at once: the requests of the page are stopped, not its own.
        expect(page.get_by_text(re.compile("it goes off in a moment|it has arrived"))).to_be_visible()
        # A page of ours that runs nothing; the browser is told that now is the time.
        other = page.context.new_page()
        other.goto("/app/manifest.webmanifest")
        page.close()
        debugger = page.context.new_cdp_session(other)
        registered: list[str] = []
        debugger.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda told: registered.extend(each["registrationId"] for each in told["registrations"]),
        )
        debugger.send("ServiceWorker.enable")
        while not registered:
            other.wait_for_timeout(20)
        asked = {"origin": server, "registrationId": registered[0], "tag": "outbox", "lastChance": False}
        debugger.send("ServiceWorker.dispatchSyncEvent", asked)
        for _ in range(1_200):
            if Evidence.objects.filter(finding__participant=alice).exists():
                break
            other.wait_for_timeout(50)
        forgive(page, "net::ERR_")
    finding = Finding.objects.get(participant=alice)
    assert Evidence.objects.filter(finding=finding).count() == 1


def test_what_one_wrote_goes_out_as_nobody_elses(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt()
    (bob,) = cast.join_in_turn(campaign, "bob")
    assert alice.user
    assert bob.user
    report = f"/app/c/{campaign.slug}/me/report"
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.route(re.compile("/findings/$"), lambda route: route.abort())
        page.goto(report)
        page.get_by_label("What you saw").fill("Seen from the train.")
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_role("button", name="Try again now")).to_be_visible()
        # Somebody else signs in in another tab, and comes back to this one.
        with page.expect_event("load"):
            sign_in(page.context, bob.user, server)
            page.unroute(re.compile("/findings/$"))
            # It may look for itself just now, and be gone.
            with suppress(Error):
                page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_label("What you saw")).to_have_value("")
        assert not Finding.objects.filter(campaign=campaign).exists()
        # It is still hers, and goes off when she is back.
        sign_in(page.context, alice.user, server)
        page.goto(report)
        expect(page.get_by_text("it has arrived")).to_be_visible()
        forgive(page, "net::ERR_")
    assert Finding.objects.get(campaign=campaign).participant == alice


def _hunt(objectives: int = 1) -> tuple[Campaign, Participant]:
    campaign = cast.live_campaign(prizes=((400_000, 1),) * objectives)
    return campaign, cast.join_in_turn(campaign, "alice")[0]


def test_an_answer_that_was_lost_makes_no_second_report(chromium: Browser, server: str, photo: Path) -> None:
    campaign, alice = _hunt()
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        # It arrives, and nobody hears of it; the photograph does so too.
        answered = route.fetch()
        if len(lost) < 2 and not (lost and lost[-1] == route.request.url):
            lost.append(route.request.url)
            route.abort()
        else:
            route.fulfill(response=answered)

    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.route(re.compile(r"/findings/$|/evidence/$"), lose_the_first)
        page.get_by_label("What you saw").fill("A red balloon.")
        _choose(page, photo)
        page.get_by_role("button", name="Send the report").click()
        # Once it is told to; from then on it tries by itself as well, and nobody knows who is first.
        page.get_by_role("button", name="Try again now").click()
        expect(page.get_by_text("it has arrived")).to_be_visible()
        forgive(page, "net::ERR_")
    assert len(lost) == 2
    finding = Finding.objects.get(participant=alice)
    assert Evidence.objects.filter(finding=finding).count() == 1


# Nothing is read from the device or kept on it until it is let go.
BUSY_DEVICE = """() => new Promise((begun) => {
  indexedDB.open("mobilize-outbox").onsuccess = ({target: {result}}) => {
    const store = result.transaction("reports", "readwrite").objectStore("reports");
    const hold = () => { begun(); if (!window.letGo) store.count().onsuccess = hold; };
    hold();
  };
})"""


def test_what_is_sent_while_the_device_is_still_read_goes_off(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt()
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.get_by_label("What you saw").fill("A red balloon.")
        expect(page.get_by_text("Kept on this device; nothing is sent yet.")).to_be_visible()
        page.evaluate(BUSY_DEVICE)
        # It looks for what waits, and will find nothing yet.
        page.evaluate("dispatchEvent(new Event('online'))")
        sending = page.get_by_role("button", name="Send the report")
        sending.click()
        expect(sending).to_be_disabled()
        page.evaluate("window.letGo = true")
        expect(page.get_by_text("it has arrived")).to_be_visible()
    assert Finding.objects.get(participant=alice).note == "A red balloon."


def test_a_slow_connection_shows_how_far_it_is(chromium: Browser, server: str, photo: Path) -> None:
    campaign, alice = _hunt()
    held: list[Route] = []
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.get_by_label("What you saw").fill("A red balloon.")
        _choose(page, photo)
        page.route("**/evidence/", lambda route: held.append(route))
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("the report is in; one file is being sent.")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_be_visible()
        judge(page, "report_sending")
        held.pop().continue_()
        expect(page.get_by_text("it has arrived")).to_be_visible()


def test_what_was_refused_is_mended_or_thrown_away_by_keyboard(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt()
    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me/report")
        note = page.get_by_label("What you saw")
        for words in ("The first.", "The second."):
            note.focus()
            page.keyboard.type(words)
            when = page.get_by_label("When you saw it")
            when.fill("2099-01-01T10:00")
            page.get_by_role("button", name="Send the report").focus()
            page.keyboard.press("Enter")
            expect(page.get_by_text("not taken.")).to_have_count(1 if words == "The first." else 2)
        judge(page, "report_refused")
        page.get_by_role("button", name="Throw it away").first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("nobody reads it")
        page.get_by_role("button", name="Throw it away for good").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("not taken.")).to_have_count(1)
        page.get_by_role("button", name="Mend it").focus()
        page.keyboard.press("Enter")
        expect(note).to_have_value("The second.")
        expect(page.get_by_label("When you saw it")).to_have_accessible_description(re.compile("."))
        page.get_by_label("When you saw it").fill("")
        page.get_by_role("button", name="Send the report").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("it has arrived")).to_be_visible()
        forgive(page, "status of 400")
    assert Finding.objects.get(participant=alice).note == "The second."


def test_whoever_signs_out_says_what_becomes_of_unsent_reports(chromium: Browser, server: str) -> None:
    campaign, alice = _hunt()
    report = f"/app/c/{campaign.slug}/me/report"

    def unsent(page: Page, words: str) -> None:
        page.goto(report)
        page.get_by_label("What you saw").fill(words)
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("Try again now")).to_be_visible()

    def sign_out(page: Page) -> Locator:
        page.get_by_role("button", name="Your account").click()
        page.get_by_role("menuitem", name="Sign out").click()
        return page.get_by_role("dialog")

    with visiting(chromium, server, user=alice.user, width=390) as page:
        page.route(re.compile("/findings/$"), lambda route: route.abort())
        unsent(page, "Seen from the train.")
        # What is still being written stays as well, and is told.
        page.get_by_label("What you saw").fill("Something else, half")
        expect(page.get_by_text("Kept on this device; nothing is sent yet.")).to_be_visible()
        dialog = sign_out(page)
        expect(dialog).to_contain_text("2 reports have not been sent.")
        expect(dialog).to_contain_text("One of them is not finished, or was not taken")
        judge(page, "sign_out_unsent")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page.get_by_role("button", name="Your account")).to_be_focused()
        dialog = sign_out(page)
        # Nothing comes through: nobody is signed out, and it says why.
        dialog.get_by_role("radio", name="Send what is finished first").check()
        dialog.get_by_role("button", name="Send and sign out").click()
        expect(dialog).to_contain_text("No answer came.")
        expect(page).to_have_url(re.compile("/me/report"))
        # Now it does, and only what is not finished is left.
        page.unroute(re.compile("/findings/$"))
        dialog.get_by_role("button", name="Send and sign out").click()
        expect(dialog).to_contain_text("One report has not been sent.")
        assert Finding.objects.get(participant=alice).note == "Seen from the train."
        expect(dialog.get_by_role("radio", name="Send what is finished first")).to_have_count(0)
        dialog.get_by_role("radio", name="Delete them").check()
        dialog.get_by_role("button", name="Delete one report and sign out").click()
        expect(page).not_to_have_url(re.compile("/app/"))
        assert left_on_device(page) == 0
        forgive(page, "net::ERR_")
    assert alice.user
    with visiting(chromium, server, user=alice.user) as page:
        # What says nothing any more is nothing to ask about.
        page.goto(report)
        for words in ("Seen again.", ""):
            page.get_by_label("What you saw").fill(words)
            expect(page.get_by_text("Kept on this device; nothing is sent yet.")).to_be_visible()
        _sign_out_in_public(page, campaign)
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()
        assert left_on_device(page) == 1
        # Nor does a device that doesn't say what it has keep anybody signed in.
        sign_in(page.context, alice.user, server)
        page.add_init_script("if (location.pathname.startsWith('/c/')) IDBFactory.prototype.open = () => ({})")
        _sign_out_in_public(page, campaign)
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    with visiting(chromium, server, user=alice.user) as page:
        page.route(re.compile("/findings/$"), lambda route: route.abort())
        unsent(page, "Seen again.")
        # A public page asks in the app, where it is told in time what waits.
        stays(page, 2_000)
        _sign_out_in_public(page, campaign)
        expect(page).to_have_url(re.compile("/app/sign-out"))
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("One report has not been sent.")
        judge(page, "sign_out_unsent")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        page.get_by_role("button", name="Sign out", exact=True).click()
        dialog.get_by_role("button", name="Sign out and keep them").click()
        expect(page).not_to_have_url(re.compile("/app/"))
        assert left_on_device(page) == 1
        forgive(page, "net::ERR_")


def _sign_out_in_public(page: Page, campaign: Campaign) -> None:
    page.goto(f"/c/{campaign.slug}/")
    page.get_by_role("button", name="Sign out").click()


def left_on_device(page: Page) -> int:
    """Count what of reports is on the device, whatever page stands there."""
    return int(
        page.evaluate("""() => new Promise((resolve) => {
            const opened = indexedDB.open("mobilize-outbox");
            opened.onsuccess = () => {
                const all = opened.result.transaction("reports").objectStore("reports").getAll();
                all.onsuccess = () => resolve(all.result.filter((each) => each.state !== "arrived").length);
            };
        })""")
    )
