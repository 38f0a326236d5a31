"""Addresses are read off the root's path alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

from mobilize.embedded import addresses
from mobilize.embedded.addresses import LONGEST_SOCKET_PATH, database_url, redis_url, socket_folder


def test_a_root_has_its_sockets_inside(root: Path) -> None:
    assert database_url(root) == f"postgresql://mobilize@/mobilize?host={root}/run"
    assert redis_url(root) == f"unix://{root}/run/redis.sock?db=0"
    assert not root.exists(), "asking for an address creates nothing"


def test_no_root_is_too_deep_for_a_socket(root: Path) -> None:
    for depth in range(120):
        deep = root / ("x" * depth) / "local"
        path = os.fsencode(socket_folder(deep) / ".s.PGSQL.5432")
        assert len(path) <= LONGEST_SOCKET_PATH
    one, other = root / ("x" * 120), root / ("y" * 120)
    assert socket_folder(one) == socket_folder(one)
    assert socket_folder(one) != socket_folder(other)


def test_the_length_counts_bytes_and_not_letters(root: Path) -> None:
    assert not socket_folder(root / ("ü" * 40)).is_relative_to(root)
    assert socket_folder(root / ("u" * 40)).is_relative_to(root)


def test_a_path_is_quoted_in_the_url() -> None:
    url = database_url(Path("/tmp/a b%c?d"))  # noqa: S108 nothing is written there
    assert " " not in url
    assert unquote(url.partition("host=")[2]) == "/tmp/a b%c?d/run"  # noqa: S108 the same


def test_settings_may_ask_before_anything_is_installed() -> None:
    """With no package in sight: settings are the first thing that is read, and must cost nothing."""
    command = [sys.executable, "-I", "-S", str(Path(addresses.__file__))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
