"""A taken port is noticed, with the way out."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mobilize.embedded import ports


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        problem = ports.port_problem(port, command="make up")
    assert problem is not None
    assert f"Port {port} is taken" in problem
    assert f"PORT={port + 1} make up" in problem
    assert ports.port_problem(port, command="make up") is None, "free again at once"


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "٨٠٨٠", "1e3"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="PORT must be"):
        ports.port_from_text(text)


def test_the_makefile_can_run_it_before_anything_is_installed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        command = [sys.executable, "-I", "-S", str(Path(ports.__file__)), port, "make demo"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "make demo" in run.stderr
