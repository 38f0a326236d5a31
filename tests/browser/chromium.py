"""Where a Chromium is for the tests; `python -m tests.browser.chromium` gets one where there is none.

It is looked for under its usual names, by CHROMIUM, and among Playwright's own browsers. Where there is none, the
system's packages are asked first (as root, on Debian and Ubuntu), then Playwright. Without any the tests that need one
are skipped, and say so; MOBILIZE_BROWSER makes it a must.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 240


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if named:
        return named
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def get() -> bool:
    """Find one, or install one; tells whether there is one now."""
    ways = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways += [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    ways += [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for way in ways:
        if find():
            return True
        print(f"No Chromium is there for the browser tests; trying: {' '.join(way)}", flush=True)
        try:
            subprocess.run(
                way, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, timeout=_SECONDS, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"It did not go through: {error}", flush=True)
    return find() is not None


if __name__ == "__main__":
    if not get():
        print("There is none, and none could be installed: the browser tests will be skipped.")
        sys.exit(1 if os.environ.get("MOBILIZE_BROWSER") else 0)
