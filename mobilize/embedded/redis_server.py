"""The embedded Redis: one server under a root, on one private Unix socket, with an append-only file."""

from __future__ import annotations

import socket
from pathlib import Path

from mobilize.embedded.accounts import Account, make_private_folder
from mobilize.embedded.addresses import redis_socket
from mobilize.embedded.supervision import Child, Supervisor
from mobilize.embedded.wheels import redis_program

_ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def data_folder(root: Path) -> Path:
    """Return the folder of the append-only file."""
    return root / "redis"


def start_redis(supervisor: Supervisor, *, root: Path, account: Account | None) -> Child:
    """Start the server and return when it answers."""
    data, path = data_folder(root), redis_socket(root)
    make_private_folder(data, account=account)
    make_private_folder(path.parent, account=account)
    path.unlink(missing_ok=True)
    # Its log is what it writes to standard output; relative file names are in `folder`.
    settings = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "databases": "16",
    }
    child = supervisor.start(
        name="redis",
        command=[
            redis_program(),
            *(part for name, value in settings.items() for part in (f"--{name}", value)),
        ],
        env=_ENV,
        folder=data,
        account=account,
        patience_seconds=4,
    )
    supervisor.wait_for(child, ready=lambda: _what_is_missing(path), seconds=30)
    return child


def _what_is_missing(path: Path) -> str | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(3)
        try:
            probe.connect(str(path))
            probe.sendall(b"PING\r\n")
            answer = probe.recv(64)
        except OSError as error:
            return str(error)
    return None if answer.startswith(b"+PONG") else answer.decode("ascii", "replace").strip()
