"""A real Chromium, where there is one; MOBILIZE_BROWSER makes it a must."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import NAMES, find

# A headless browser calls itself one and would be taken for a crawler, whose visits do not count.
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"

# What has not come by now does not come: everything else works on the same processors. Actions wait as long by default.
expect.set_options(timeout=30_000)


# A story with many screens takes a minute on a machine that does nothing else.
_LONGEST_SECONDS = 1_500


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_LONGEST_SECONDS))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium; without one the test is skipped, or fails where MOBILIZE_BROWSER asks for it."""
    path = find()
    if path is None:
        message = f"no Chromium was found (looked for {', '.join(NAMES)}; CHROMIUM can name one)"
        if os.environ.get("MOBILIZE_BROWSER"):
            pytest.fail(f"MOBILIZE_BROWSER is set, but {message}")
        pytest.skip(message)
    # Playwright keeps an event loop in this thread, for this module alone; nothing here awaits, so what Django's guard
    # guards against cannot happen.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # Root may start it only without its sandbox, and it visits our own pages alone.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        try:
            yield browser
        finally:
            browser.close()
