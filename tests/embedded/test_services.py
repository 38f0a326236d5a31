"""The embedded servers: they start, keep their data, leave nothing behind, and recover from being killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis

from mobilize.embedded.accounts import server_account
from mobilize.embedded.addresses import socket_folder
from mobilize.embedded.claims import AlreadyRunningError
from mobilize.embedded.clean import main as clean
from mobilize.embedded.errors import ChildDiedError, EmbeddedError
from mobilize.embedded.postgres_server import data_folder
from mobilize.embedded.services import embedded_services, start_embedded, supervised

CHECKOUT = Path(__file__).resolve().parents[2]


def query(url: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def processes_of(root: Path) -> tuple[int, int]:
    """Return the numbers of the running PostgreSQL and Redis."""
    postgres = int((data_folder(root) / "postmaster.pid").read_text().splitlines()[0])
    client = redis.Redis(unix_socket_path=str(socket_folder(root) / "redis.sock"))
    return postgres, int(client.info("server")["process_id"])


def runs(number: int) -> bool:
    """Tell whether the process lives; one that nobody has reaped yet is dead."""
    listing = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    return listing.stdout.strip() not in {""} and not listing.stdout.startswith("Z")


def wait_until_gone(numbers: tuple[int, ...], *, seconds: float = 15) -> None:
    give_up_at = time.monotonic() + seconds
    while any(runs(number) for number in numbers):
        assert time.monotonic() < give_up_at, f"of {numbers} some still run"
        time.sleep(0.05)


@contextmanager
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the services of this root."""
    command = [sys.executable, "-m", "tests.embedded.holder", str(root)]
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        # Whoever starts the tests by nohup sets the hangup aside, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready"), "it said what went wrong above"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_data_outlive_a_restart_and_nothing_else_does(root: Path) -> None:
    with embedded_services(root, given={}) as urls:
        query(urls.database, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('again')")
        redis.Redis.from_url(urls.redis).set("kept", "again")
        processes = processes_of(root)
    assert not any(runs(number) for number in processes)
    assert not socket_folder(root).exists()
    with embedded_services(root, given={}) as again:
        assert again == urls
        assert query(again.database, "SELECT word FROM kept") == [("again",)]
        assert redis.Redis.from_url(again.redis).get("kept") == b"again"


def test_the_server_is_set_as_the_house_needs_it(root: Path) -> None:
    names = [
        "fsync",
        "synchronous_commit",
        "transaction_timeout",
        "listen_addresses",
        "max_connections",
        "TimeZone",
    ]
    with embedded_services(root, given={}) as urls:
        values = [query(urls.database, f"SHOW {name}")[0][0] for name in names]
        locale = query(
            urls.database,
            "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale FROM pg_database "
            "WHERE datname = current_database()",
        )
        version = query(urls.database, "SHOW server_version_num")[0][0]
        tcp = redis.Redis.from_url(urls.redis).config_get("port")
        assert data_folder(root).stat().st_mode & 0o077 == 0
        assert socket_folder(root).stat().st_mode & 0o077 == 0
    assert values == ["on", "on", "10min", "", "200", "UTC"]
    assert locale == [("UTF8", "b", "C.UTF-8")]
    assert int(version) >= 180000
    assert tcp == {"port": "0"}


def test_what_is_thrown_away_need_not_reach_the_disk(root: Path) -> None:
    with embedded_services(root, durable=False, given={}) as urls:
        assert query(urls.database, "SHOW fsync") == [("off",)]


def test_what_is_given_is_not_started(root: Path) -> None:
    given = {"DATABASE_URL": "postgresql://elsewhere/mobilize", "REDIS_URL": "redis://elsewhere:6379/0"}
    with embedded_services(root, given=given) as urls:
        assert (urls.database, urls.redis) == (given["DATABASE_URL"], given["REDIS_URL"])
        assert sorted(path.name for path in root.iterdir()) == ["lock", "log"]
    with embedded_services(root, given={"DATABASE_URL": given["DATABASE_URL"]}) as urls:
        assert redis.Redis.from_url(urls.redis).ping()
        assert not data_folder(root).exists()


def test_a_deep_checkout_gets_a_short_socket(root: Path) -> None:
    deep = root / "ein langer Weg %20" / ("x" * 100)
    with embedded_services(deep, durable=False, given={}) as urls:
        assert query(urls.database, "SELECT 1") == [(1,)]
        assert redis.Redis.from_url(urls.redis).ping()
        assert not socket_folder(deep).is_relative_to(root)
        assert socket_folder(deep).stat().st_mode & 0o077 == 0
    assert not socket_folder(deep).exists()


def test_a_folder_that_somebody_else_put_there_is_refused(root: Path) -> None:
    deep = root / ("x" * 120)
    short = socket_folder(deep)
    short.symlink_to(root)
    try:
        with (
            pytest.raises(EmbeddedError, match="belongs to another user or is not a folder"),
            embedded_services(deep, durable=False, given={}),
        ):
            pytest.fail("servers were started in a folder of unknown owner")
    finally:
        short.unlink()


def test_the_death_of_a_server_is_told_with_its_last_words(root: Path) -> None:
    with supervised(root) as supervisor:
        start_embedded(supervisor, root=root, durable=False, given={})
        supervisor.check()
        postgres, _ = processes_of(root)
        os.kill(postgres, signal.SIGKILL)
        wait_until_gone((postgres,))
        with pytest.raises(ChildDiedError, match=r"The postgres process ended by SIGKILL(.|\n)*ready to accept"):
            supervisor.check()


def test_a_stale_pid_whose_number_is_in_use_again_does_not_stop_the_next_start(root: Path) -> None:
    with supervised(root) as supervisor:
        urls = start_embedded(supervisor, root=root, given={})
        query(urls.database, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('before the kill')")
        postgres, _ = processes_of(root)
        os.kill(postgres, signal.SIGKILL)
        wait_until_gone((postgres,))
    pid_file = data_folder(root) / "postmaster.pid"
    assert pid_file.exists()
    # PostgreSQL takes any living process of its own account for the old server.
    account = server_account(data_folder(root))
    other = subprocess.Popen(["sleep", "60"], user=account.uid if account else None)
    try:
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        with embedded_services(root, given={}) as again:
            assert query(again.database, "SELECT word FROM kept") == [("before the kill",)]
    finally:
        other.kill()
        other.wait()


def test_a_second_run_is_refused_while_the_first_is_alive(root: Path) -> None:
    with holder(root) as first:
        began = time.monotonic()
        with (
            pytest.raises(AlreadyRunningError, match=f"already running here .process {first.pid}"),
            embedded_services(root, given={}),
        ):
            pytest.fail("two runs had one root")
        assert time.monotonic() - began < 10, "said at once"
        assert clean([str(root)]) == 1, "and its data can't be removed under it"
        processes = processes_of(root)
        first.terminate()
        first.wait(15)
    wait_until_gone(processes)
    assert clean([str(root)]) == 0
    assert not root.exists()


@pytest.mark.fault
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of a killed process")
def test_nothing_outlives_a_supervisor_that_is_killed(root: Path) -> None:
    with holder(root) as first:
        processes = processes_of(root)
        assert all(runs(number) for number in processes)
        first.kill()
        wait_until_gone(processes)
    with embedded_services(root, durable=False, given={}) as urls:
        assert query(urls.database, "SELECT 1") == [(1,)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_kind_of_interruption_stops_all_in_order(root: Path, number: signal.Signals) -> None:
    with holder(root) as first:
        processes = processes_of(root)
        first.send_signal(number)
        first.send_signal(number)  # an impatient second time
        output, _ = first.communicate(timeout=60)
        assert output.splitlines() == ["stopped"]
        assert not any(runs(process) for process in processes)
    log = (root / "log" / "postgres.log").read_text()
    assert "database system is shut down" in log


def test_half_a_cluster_is_not_taken_for_one(root: Path) -> None:
    with embedded_services(root, durable=False, given={}):
        pass
    # As an initdb leaves it that was killed: files, but never moved into place.
    shutil.rmtree(data_folder(root) / "base")
    data_folder(root).rename(root / "postgres.new")
    with embedded_services(root, durable=False, given={}) as urls:
        assert query(urls.database, "SELECT 1") == [(1,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the servers another account")
def test_root_opens_the_way_for_search_only_and_says_so(root: Path) -> None:
    closed = root.parent / "closed"
    closed.mkdir(mode=0o700)
    said: list[str] = []
    with embedded_services(closed / "local", durable=False, given={}, say=said.append) as urls:
        assert query(urls.database, "SELECT 1") == [(1,)]
        assert closed.stat().st_mode & 0o777 == 0o701
    assert len(said) == 1
    assert str(closed) in said[0]
    with embedded_services(closed / "local", durable=False, given={}, say=said.append):
        assert len(said) == 1, "and only when something was changed"
