"""The cascade of ever larger campaigns in a browser: how long the first picture takes, and going into a branch.

Making a campaign of a million takes minutes, so this runs where it is asked for:

    MOBILIZE_MILLION=1 python -m tests.run --only pytest -- tests/browser/test_cascade_of_millions.py -n0 -s

Where the machine has nothing else to do, the figures say something.
"""

from __future__ import annotations

import os
import time

import numpy as np
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from campaigns.participation.branches import MOST_BLOCKS
from campaigns.participation.periods import DAY_US
from campaigns.participation.report import refresh_report
from tests import cast
from tests.benchmarks.participation import catch_up, record_acts
from tests.benchmarks.population import populate
from tests.browser.judging import SCREENS, visiting

pytestmark = [
    pytest.mark.journey,
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not os.environ.get("MOBILIZE_MILLION"), reason="MOBILIZE_MILLION asks for it"),
]

SIZES = (10_000, 100_000, 1_000_000)
# From the address to the picture, and from a key to the picture of the branch.
MOST_SECONDS = {"first": 6.0, "again": 2.0, "branch": 2.0}


def say(line: str) -> None:
    print(line, flush=True)


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("size", SIZES)
def test_the_cascade_stays_quick(chromium: Browser, server: str, size: int) -> None:
    population = populate(size=size, quotas=[1], say=say)
    campaign = population.campaign
    # Every third did something on one of the last days.
    lately = int(timezone.now().timestamp() * 1_000_000) - DAY_US
    record_acts(campaign, population.members[::3], np.full(len(population.members[::3]), lately, dtype=np.int64))
    catch_up()
    refresh_report(campaign=campaign, at=timezone.now())
    seconds: dict[str, float] = {}
    with visiting(chromium, server, user=cast.organizer_of(campaign)) as page:
        page.set_default_timeout(120_000)
        address = f"/app/c/{campaign.slug}/manage/pulse"
        for name in ("first", "again"):
            began = time.monotonic()
            page.goto(address)
            _drawn(page)
            seconds[name] = time.monotonic() - began
        title = page.locator("#cascade h3")
        expect(title).to_contain_text(f"{size:,}")
        page.locator("#cascade").scroll_into_view_if_needed()
        page.screenshot(path=SCREENS / f"cascade-{size}.png")
        blocks = page.locator("#cascade [role=treeitem]").count()
        assert 20 < blocks <= MOST_BLOCKS
        page.locator("#cascade [role=treeitem]").first.focus()
        began = time.monotonic()
        page.keyboard.press("Enter")
        expect(title).to_contain_text("in the branch of", timeout=120_000)
        _drawn(page)
        seconds["branch"] = time.monotonic() - began
    say(f"{size:,} people, {blocks} blocks: " + ", ".join(f"{name} {took:.2f} s" for name, took in seconds.items()))
    assert {name: took for name, took in seconds.items() if took > MOST_SECONDS[name]} == {}


def _drawn(page: Page) -> None:
    expect(page.locator("#cascade [role=treeitem]").nth(1)).to_be_visible(timeout=120_000)
