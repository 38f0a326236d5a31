"""This will run every check on throw-away servers, to the end, and then name all that failed.

    make test ARGS="-k settlement"          the same as: python -m tests.run -- -k settlement
    python -m tests.run --only types,pytest
    make bench                              the same as: python -m tests.run --benchmarks

PostgreSQL and Redis are started under a temporary folder, never the demo's, and are gone afterwards. The
tests run on two sides where there are two processors, and each has a PostgreSQL of its own: what has not
ended on one would hold back the readers of the log on all of the server. For the tests fsync is off: the fault
tests kill processes, and what a process has handed to the operating system outlives it, so nothing that they
look at depends on the disk. Commits wait as always (`synchronous_commit` is left on). The benchmarks run with
fsync on, as a real instance would.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mobilize.embedded.errors import EmbeddedError
from mobilize.embedded.interruption import interruptible
from mobilize.embedded.services import embedded_services
from tests.sides import SIDE

CHECKOUT = Path(__file__).resolve().parent.parent
OPENAPI = Path("docs/openapi.yaml")
_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
_INSTANCE_VARIABLES = {
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "CSRF_TRUSTED_ORIGINS",
    "DEFAULT_FROM_EMAIL",
    "DJANGO_SETTINGS_MODULE",
    "HSTS_SECONDS",
    "IMPORT_MEGABYTES",
    "LOG_LEVEL",
    "MAP_TILES",
    "MAP_TILES_BY",
    "MOBILIZE_MAIL",
    "PORT",
    "PUBLIC_ADDRESS",
    "RATE_LIMITS",
    "SECRET_KEY_FALLBACKS",
    "DESTINATION_KEYS",
    "PAYPAL_DECIMAL_MARK",
    "WISE_SOURCE_CURRENCY",
    "SEPA_DEBTOR_NAME",
    "SEPA_DEBTOR_IBAN",
    "SEPA_DEBTOR_BIC",
    "SEPA_SCHEMA",
    "STRIPE_API_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "STRIPE_API_BASE",
    "STATIC_ROOT",
    "SWEEP_SECONDS",
    "WEBHOOK_PRIVATE_ADDRESSES",
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that must hold."""

    name: str
    run: Callable[[Mapping[str, str]], bool]
    beside: _Beside | None = None
    """What has worked since the first check began, and what `run` only waits for."""


def main(arguments: list[str]) -> int:
    """Run what the arguments choose; the number of the exit is 0 only when everything passed."""
    parser = argparse.ArgumentParser(prog="python -m tests.run")
    parser.add_argument("--only", metavar="NAME[,NAME]", help="run these checks only")
    parser.add_argument("--benchmarks", action="store_true", help="run the benchmarks instead")
    parser.add_argument("rest", nargs="*", help="passed to pytest, or to the benchmarks")
    options = parser.parse_args(arguments)
    checks = [_benchmarks(options.rest)] if options.benchmarks else _checks(options.rest)
    if options.only:
        wanted = options.only.split(",")
        unknown = set(wanted) - {check.name for check in checks}
        if unknown:
            parser.error(f"no check is called {', '.join(sorted(unknown))}; there are {_names(checks)}")
        checks = [check for check in checks if check.name in wanted]
    with interruptible():
        try:
            sides = 1 if options.benchmarks else _sides()
            with throw_away_services(durable=options.benchmarks, sides=sides) as env:
                return _run(checks, env)
        except EmbeddedError as error:
            _say(str(error))
            return 1
        except KeyboardInterrupt:
            _say("Interrupted; nothing is left running.")
            return 130


@contextmanager
def throw_away_services(*, durable: bool, sides: int = 1) -> Iterator[dict[str, str]]:
    """Give an environment whose PostgreSQL and Redis exist until the end of the block.

    `tests.sides` reads the addresses of the further sides.
    """
    root = Path(tempfile.mkdtemp(prefix="mobilize-test-"))
    root.chmod(0o711)  # under root the servers have another account, which must be able to pass
    try:
        with ExitStack() as stack:
            urls = stack.enter_context(embedded_services(root / "servers", durable=durable, given={}, say=_say))
            further = {}
            for side in range(1, sides):
                servers = embedded_services(root / f"servers{side}", durable=durable, given={}, say=_say)
                further[f"{SIDE}{side}"] = stack.enter_context(servers).database
            yield (
                _clean_environment()
                | further
                | {
                    "DATABASE_URL": urls.database,
                    "REDIS_URL": urls.redis,
                    "MOBILIZE_LOCAL": str(root / "instance"),
                    "SECRET_KEY": secrets.token_urlsafe(50),
                    "DEBUG": "on",
                    # The tests are one caller at one address, and no person asks as fast.
                    "RATE_LIMITS": ",".join(f"{name}=1000000/min" for name in ("key", "user", "address", "sign_in")),
                }
            )
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _clean_environment() -> dict[str, str]:
    """Return the caller's environment without what would configure an instance."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in _INSTANCE_VARIABLES and not name.startswith("EMAIL_")
    }


def _checks(pytest_arguments: list[str]) -> list[Check]:
    manage = ("manage.py",)
    types = _Beside("-m", "mypy", ".")
    return [
        Check(name="format", run=_python("-m", "ruff", "format", "--check", ".")),
        Check(name="lint", run=_python("-m", "ruff", "check", ".")),
        # What is built is looked at by Django's own checks, and by the tests.
        Check(name="face", run=_python("-m", "frontend.checking")),
        Check(name="contracts", run=_python("-c", _LINT_IMPORTS)),
        Check(name="migrations", run=_python(*manage, "makemigrations", "--check", "--dry-run")),
        Check(name="deploy", run=_deploy),
        Check(name="openapi", run=_openapi),
        Check(name="chromium", run=_python("-m", "tests.browser.chromium")),
        # The longest but for the tests, on one processor: it has worked beside the others until now.
        Check(name="types", run=types.wait, beside=types),
        # Last, so that the end of the output is pytest's own closing line.
        Check(name="pytest", run=_python("-m", "pytest", *_side_by_side(), *pytest_arguments)),
    ]


def _sides() -> int:
    return 2 if (os.cpu_count() or 1) > 1 else 1


def _side_by_side() -> tuple[str, ...]:
    """Run the tests of two files at a time where there are two processors, in the order that `tests.conftest` gives."""
    if _sides() == 1:
        return ()
    return ("-p", "tests.sides", f"--numprocesses={_sides()}", "--dist=loadfile", "--no-loadscope-reorder")


def _benchmarks(arguments: list[str]) -> Check:
    return Check(name="benchmarks", run=_python("-m", "tests.benchmarks", *arguments))


def _run(checks: list[Check], env: Mapping[str, str]) -> int:
    beside = [check.beside for check in checks if check.beside]
    for each in beside:
        each.begin(env)
    try:
        return _run_in_turn(checks, env)
    finally:
        for each in beside:
            each.end()


def _run_in_turn(checks: list[Check], env: Mapping[str, str]) -> int:
    failed: list[Check] = []
    for check in checks:
        last = check is checks[-1]
        if last and failed:
            _say(f"\nFailed so far: {_names(failed)}. Going on to {check.name}.")
        _say(f"\n== {check.name}")
        began = time.monotonic()
        passed = check.run(env)
        if not passed:
            failed.append(check)
        if not last or not passed:
            verdict = "passed" if passed else "FAILED"
            _say(f"== {check.name}: {verdict} after {time.monotonic() - began:.1f} s")
    if failed:
        _say(f"\nFailed: {_names(failed)}.")
    return 1 if failed else 0


def _python(*arguments: str, **changes: str) -> Callable[[Mapping[str, str]], bool]:
    """Return a check that passes when this Python, given these arguments, exits with 0."""

    def run(env: Mapping[str, str]) -> bool:
        process = subprocess.Popen([sys.executable, *arguments], cwd=CHECKOUT, env={**env, **changes})
        try:
            return process.wait() == 0
        except KeyboardInterrupt:
            _end(process)
            raise

    return run


class _Beside:
    """A check that this Python does beside others; what it says is kept until it is waited for."""

    def __init__(self, *arguments: str) -> None:
        self._command = [sys.executable, *arguments]
        self._said: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, env: Mapping[str, str]) -> None:
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - it is read long after this
        self._process = subprocess.Popen(
            self._command, cwd=CHECKOUT, env=dict(env), stdout=self._said, stderr=subprocess.STDOUT
        )

    def wait(self, env: Mapping[str, str]) -> bool:
        assert self._process
        assert self._said
        passed = self._process.wait() == 0
        self._said.seek(0)
        _say(self._said.read().rstrip())
        return passed

    def end(self) -> None:
        if self._process and self._process.poll() is None:
            _end(self._process)
        if self._said:
            self._said.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End an interrupted check so that it can tidy up.

    A terminal's Ctrl-C has reached the check itself, and a second one would cut its tidying short. Anything
    else has not, so it gets one when it is still there a little later.
    """
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _deploy(env: Mapping[str, str]) -> bool:
    """Check the settings as production would have them."""
    production = {
        "DEBUG": "off",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DESTINATION_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "mobilize.example",
        "CSRF_TRUSTED_ORIGINS": "https://mobilize.example",
        "BEHIND_PROXY": "on",
        "EMAIL_HOST": "mail.example",
    }
    return _python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production)(env)


def _openapi(env: Mapping[str, str]) -> bool:
    """Compare the committed description of the API with the one that the code gives."""
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "openapi.yaml"
        describe = ("manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", str(generated))
        if not _python(*describe)(env):
            return False
        ours, theirs = CHECKOUT / OPENAPI, generated.read_text(encoding="utf-8")
    committed = ours.read_text(encoding="utf-8") if ours.exists() else ""
    if committed == theirs:
        return True
    difference = difflib.unified_diff(
        committed.splitlines(), theirs.splitlines(), str(OPENAPI), "generated", lineterm="", n=2
    )
    _say("\n".join([*difference][:80]))
    _say(f"{OPENAPI} is not what the code gives. `make openapi` writes it anew; look at it before committing.")
    return False


def _names(checks: list[Check]) -> str:
    return ", ".join(check.name for check in checks)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
