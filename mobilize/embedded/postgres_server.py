"""The embedded PostgreSQL: one cluster under a root, reached through one private socket folder, never by TCP.

Law: what it has acknowledged is on disk (fsync stays on) unless its owner says that the data are to be
thrown away.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2

from mobilize.embedded.accounts import Account, make_private_folder
from mobilize.embedded.addresses import DATABASE, POSTGRES_PORT, database_url, socket_folder
from mobilize.embedded.errors import EmbeddedError
from mobilize.embedded.supervision import Child, Supervisor
from mobilize.embedded.wheels import postgres_programs

# English messages whatever the terminal speaks, and no variable of the caller's (PGDATA, PGHOST, LD_*)
# reaches it.
_ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(POSTGRES_PORT),
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A forgotten transaction would stop every reader of the event log.
    "transaction_timeout": "10min",
    "max_wal_size": "2GB",
    "log_line_prefix": "%m [%p] ",
}


def data_folder(root: Path) -> Path:
    """Return the folder of the cluster."""
    return root / "postgres"


def start_postgres(supervisor: Supervisor, *, root: Path, account: Account | None, durable: bool) -> Child:
    """Start the cluster, made first where there is none, and return when its database answers."""
    programs, data, sockets = postgres_programs(), data_folder(root), socket_folder(root)
    if not (data / "PG_VERSION").exists():
        _make_cluster(programs, data, account=account, durable=durable)
    _refuse_other_version(programs, data)
    make_private_folder(data, account=account)
    make_private_folder(sockets, account=account)
    # Whoever is here holds the claim, so these name nobody alive; their numbers may be another process' by
    # now, and then PostgreSQL would refuse to start.
    for stale in (data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)
    settings = SETTINGS | {"unix_socket_directories": str(sockets), "fsync": "on" if durable else "off"}
    child = supervisor.start(
        name="postgres",
        command=[
            programs / "postgres",
            "-D",
            data,
            *(f"--{name}={value}" for name, value in settings.items()),
        ],
        env=_ENV,
        folder=data,
        account=account,
        stop_signal=signal.SIGINT,  # "fast": ends connections, writes a checkpoint
        patience_seconds=8,
    )
    supervisor.wait_for(child, ready=lambda: _what_is_missing(root), seconds=60)
    _ensure_database(root)
    return child


def _make_cluster(programs: Path, data: Path, *, account: Account | None, durable: bool) -> None:
    """Run initdb aside and move the result into place: half of one is never taken for a cluster."""
    draft = data.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    make_private_folder(draft, account=account)
    made = subprocess.run(  # noqa: S603 our own command
        [
            str(programs / "initdb"),
            *("--pgdata", str(draft), "--username", DATABASE, "--encoding", "UTF8"),
            *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            # The private socket folder is the lock on the door.
            *("--auth-local", "trust", "--auth-host", "reject", "--no-instructions"),
            *([] if durable else ["--no-sync"]),
        ],
        env=_ENV,
        cwd=draft,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise EmbeddedError(f"initdb could not make a PostgreSQL cluster in {data}:\n{made.stdout}{made.stderr}")
    draft.rename(data)


def _refuse_other_version(programs: Path, data: Path) -> None:
    ours, theirs = programs.parent.name.removeprefix("pginstall"), (data / "PG_VERSION").read_text().strip()
    if ours != theirs:
        raise EmbeddedError(
            f"{data} was made by PostgreSQL {theirs}, and {ours} is installed now. Dump it with "
            f"the old version and restore it here, or remove {data} to begin anew."
        )


def _what_is_missing(root: Path) -> str | None:
    try:
        psycopg2.connect(database_url(root, database="postgres"), connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        return str(error).strip()
    return None


def _ensure_database(root: Path) -> None:
    connection = psycopg2.connect(database_url(root, database="postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    finally:
        connection.close()
