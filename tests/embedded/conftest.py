"""A throw-away root for servers of a test's own, and a way to ask whether anything of it is still alive."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def root() -> Iterator[Path]:
    """A short path that the servers' account may pass, also where root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="mobilize-embedded-"))
    folder.chmod(0o711)
    yield folder / "local"
    shutil.rmtree(folder, ignore_errors=True)
