"""Addresses: where the embedded servers of an instance's folder are reached, running or not.

A pure reading of the folder's path: the same folder always has the same addresses, nothing is created, and
nothing heavier than the standard library is imported, since settings ask here before anything else exists.
Both servers listen on Unix sockets only, in one folder that only their account may enter.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

DATABASE = "mobilize"
POSTGRES_PORT = 5432  # only a part of the socket's name; nothing listens on TCP
REDIS_SOCKET = "redis.sock"

# macOS ends a socket's path at 103 bytes, Linux at 107; the longest name here is PostgreSQL's.
LONGEST_SOCKET_PATH = 103
_LONGEST_NAME = f"/.s.PGSQL.{POSTGRES_PORT}"
# Not tempfile.gettempdir(): that follows TMPDIR, and two terminals must agree on the address.
_SHORT_PARENT = Path("/tmp")  # noqa: S108 the folder made here is private and its owner is checked


def socket_folder(root: Path) -> Path:
    """Return the private folder of the sockets: inside the root, or a short one where that is too long."""
    root = root.resolve()
    folder = root / "run"
    if len(os.fsencode(folder)) + len(_LONGEST_NAME) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return _SHORT_PARENT / f"mobilize-{os.getuid()}-{digest}"


def redis_socket(root: Path) -> Path:
    """Return the path of Redis' socket."""
    return socket_folder(root) / REDIS_SOCKET


def database_url(root: Path, *, database: str = DATABASE) -> str:
    """Return the DATABASE_URL of the embedded PostgreSQL under this root."""
    return f"postgresql://{DATABASE}@/{database}?host={quote(os.fsencode(socket_folder(root)))}"


def redis_url(root: Path) -> str:
    """Return the REDIS_URL of the embedded Redis under this root."""
    return f"unix://{quote(os.fsencode(redis_socket(root)))}?db=0"
