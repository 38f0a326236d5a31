"""This will take the README's picture anew: `make picture`, while `make demo` runs.

It signs in as the demo's organizer, as a person would, and keeps what the pulse of the movement shows.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import find

CHECKOUT = Path(__file__).resolve().parents[2]
PICTURE = CHECKOUT / "docs" / "demo.png"
_SIGNINS = CHECKOUT / ".local" / "demo.json"
_CAMPAIGN = "river-watch"


def take() -> None:
    """Write the picture; exits with a word where no demo or no Chromium is there."""
    if not _SIGNINS.exists():
        sys.exit("No demo is running here: start `make demo` in another terminal, and wait for its sign-ins.")
    told = json.loads(_SIGNINS.read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find(), args=sandbox)
        page = browser.new_page(viewport={"width": 1280, "height": 1060}, base_url=told["base_url"])
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"/accounts/login/?next=/app/c/{_CAMPAIGN}/manage/pulse")
        page.get_by_label("Email").fill(told["organizer"]["email"])
        page.get_by_label("Password").fill(told["organizer"]["password"])
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.locator("figure svg").first).to_be_visible(timeout=60_000)
        page.wait_for_timeout(1_500)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.relative_to(CHECKOUT)} is taken anew; look at it before committing.")


if __name__ == "__main__":
    take()
