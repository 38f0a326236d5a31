"""What every screen is held to: nothing broken, nothing from elsewhere, no violation that axe knows, nothing wider than
the screen; and a picture of it under `.local/screens/`, for eyes.

A screen is looked at on a phone (390 px) and on a desk (1280 px), in light and in dark colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from campaigns.people.models import User
from tests.browser.conftest import AGENT
from tests.browser.test_reporting import sign_in

CHECKOUT = Path(__file__).resolve().parents[2]
SCREENS = CHECKOUT / ".local" / "screens"
_AXE = CHECKOUT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = 390
WIDTHS = (PHONE, 1280)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# WCAG 2.2 AA, and what axe calls good practice.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is there is the same in the dark; how it stands out is not.
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
_OF_WHOLE_PAGES = ["region", "landmark-unique", "landmark-no-duplicate-banner"]


@contextmanager
def visiting(
    browser: Browser, server: str, *, user: User | None = None, width: int = 1280, language: str = "en-US", **more: Any
) -> Iterator[Page]:
    """Give a page of a fresh browser, signed in as `user`; at the end nothing may have been wrong in it.

    What a test provokes itself (a refusal, a lost connection) it takes off `page.complaints` by `forgive`.
    """
    # What the app's worker asks no test could hold up, so it is tried by itself.
    more.setdefault("service_workers", "block")
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 800},
        user_agent=AGENT,
        base_url=server,
        locale=language,
        reduced_motion="reduce",
        **more,
    )
    if user is not None:
        sign_in(context, user, server)
    page = context.new_page()
    complaints: list[str] = []
    _COMPLAINTS[page] = complaints
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((server, "data:", "blob:")) else complaints.append(asked.url),
    )
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        del _COMPLAINTS[page]
        context.close()
    assert not complaints, "\n".join(complaints)


def _is_complaint(said: ConsoleMessage) -> bool:
    return said.type in {"error", "warning"} and "blocked by Playwright" not in said.text


_COMPLAINTS: dict[Page, list[str]] = {}


def stays(page: Page, milliseconds: int) -> None:
    """Let what the pages do after just so many milliseconds wait for minutes: a busy machine may look late."""
    page.add_init_script(
        "{const later = window.setTimeout; window.setTimeout = (act, pause, ...more) =>"
        f" later(act, pause === {milliseconds} ? 200_000 : pause, ...more)}}"
    )


def forgive(page: Page, words: str) -> None:
    """Take off what the test itself provoked; it must have been said."""
    said = _COMPLAINTS[page]
    kept = [line for line in said if words not in line]
    assert len(kept) < len(said), f"nothing said {words!r}: {said}"
    said[:] = kept


def judge(page: Page, name: str, *, within: str | None = None, settle: str | None = None) -> None:
    """Hold the screen that stands there against all of it, in both colours, and keep its pictures.

    What stands on a phone is looked at on a desk as well. `settle` is a selector of what must be there before it is
    looked at.
    """
    assert page.viewport_size
    size = page.viewport_size
    if settle:
        expect(page.locator(settle).first).to_be_visible()
    page.wait_for_load_state("load")
    SCREENS.mkdir(parents=True, exist_ok=True)
    # A script that is added would be refused by the page's policy; what the debugger says is not.
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    for width in WIDTHS if size["width"] == PHONE else (size["width"],):
        page.set_viewport_size({"width": width, "height": size["height"]})
        for scheme in _SCHEMES:
            _judge(page, f"{name}-{width}-{scheme}", scheme, within)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def _judge(page: Page, name: str, scheme: Literal["light", "dark"], within: str | None) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_timeout(60)
    # On a busy machine the app may hear of it later; pages without it have nothing to hear.
    for _ in range(40):
        if page.evaluate("document.documentElement.dataset.mantineColorScheme ?? ''") in {"", scheme}:
            break
        page.wait_for_timeout(50)
    page.evaluate("scrollTo(0, 0)")
    # What a busy machine is still drawing is looked at again; what is wrong stays wrong.
    for _ in range(10):
        wrong = _wrong(page, scheme, within)
        if not wrong:
            break
        page.wait_for_timeout(300)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
    assert not wrong, f"{name}:\n{wrong}"


def _wrong(page: Page, scheme: Literal["light", "dark"], within: str | None) -> str:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        return f"{wide} px wider than its screen"
    found = page.evaluate(
        # What floats above a page stands outside of its landmarks, and a dialog's header is no banner.
        "([where, rules, pageOnly]) => axe.run(where ?? document, {runOnly: rules, resultTypes: ['violations'],"
        " rules: Object.fromEntries(pageOnly.map((rule) => [rule, {enabled:"
        " !document.querySelector('[role=dialog], [role=menu], [role=listbox]')}]))})",
        [within, _RULES, _OF_WHOLE_PAGES] if scheme == "light" else [within, _OF_COLOURS, []],
    )
    return "\n".join(map(_told, found["violations"]))


def _told(violation: dict[str, Any]) -> str:
    places = "; ".join(f"{node['target']} {node['failureSummary']}" for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} ({places})"
