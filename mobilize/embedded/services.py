"""Services: the embedded servers of one root, for whoever was given no addresses of their own.

with embedded_services(root) as urls:
    ... urls.database, urls.redis ...
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mobilize.embedded.accounts import make_readable, open_the_way, server_account
from mobilize.embedded.addresses import database_url, redis_url, socket_folder
from mobilize.embedded.claims import claim_root
from mobilize.embedded.postgres_server import data_folder, start_postgres
from mobilize.embedded.redis_server import start_redis
from mobilize.embedded.supervision import Supervisor
from mobilize.embedded.wheels import wheel_folders

Say = Callable[[str], None]
# Unbuffered: what is said must be in the log of whoever redirected us while we stay in front for days.
say_on_console: Say = partial(print, flush=True)


@dataclass(frozen=True, kw_only=True)
class Urls:
    """Where the two servers are."""

    database: str
    redis: str


def start_embedded(
    supervisor: Supervisor,
    *,
    root: Path,
    durable: bool = True,
    given: Mapping[str, str] = os.environ,
    say: Say = say_on_console,
) -> Urls:
    """Start those of the two servers for which no address is given."""
    root = root.resolve()
    urls = Urls(
        database=given.get("DATABASE_URL") or database_url(root),
        redis=given.get("REDIS_URL") or redis_url(root),
    )
    wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not given.get(name)]
    if not wanted:
        return urls
    account = server_account(data_folder(root))
    if account:
        open_the_way(
            [data_folder(root), socket_folder(root), *wheel_folders()],
            account=account,
            silently_under=root,
            say=say,
        )
        for tree in wheel_folders():
            make_readable(tree, account=account)
    if "DATABASE_URL" in wanted:
        start_postgres(supervisor, root=root, account=account, durable=durable)
    if "REDIS_URL" in wanted:
        start_redis(supervisor, root=root, account=account)
    return urls


@contextmanager
def supervised(root: Path) -> Iterator[Supervisor]:
    """Hold the root for one run and keep its children; all of them have ended when the block is left."""
    root = root.resolve()
    with claim_root(root) as claim:
        try:
            with Supervisor(log_folder=root / "log", claim=claim) as supervisor:
                yield supervisor
        finally:
            # Ours only when empty. Outside the root nobody would tidy it up.
            with suppress(OSError):
                socket_folder(root).rmdir()


@contextmanager
def embedded_services(
    root: Path,
    *,
    durable: bool = True,
    given: Mapping[str, str] = os.environ,
    say: Say = say_on_console,
) -> Iterator[Urls]:
    """Give the addresses of PostgreSQL and Redis, started under this root unless `given` names them.

    `durable=False` turns fsync off, for data that are thrown away anyway: nothing acknowledged is lost when
    a process is killed, only when the machine itself goes down.
    """
    with supervised(root) as supervisor:
        yield start_embedded(supervisor, root=root, durable=durable, given=given, say=say)
