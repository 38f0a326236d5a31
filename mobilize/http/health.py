"""Health: is this process alive, and is it ready to do work.

`/health/live/` touches nothing, so that a slow database never gets a healthy process restarted.
`/health/ready/` asks PostgreSQL, the migrations and Redis at the same time and answers within two seconds
whatever they do. The answer names what fails in sentences of ours; addresses and passwords in the errors go
to the log alone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATIENCE_SECONDS = 2.0
OK = "ok"

_log = logging.getLogger(__name__)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    checks = run_checks(CHECKS, patience=PATIENCE_SECONDS)
    well = all(finding == OK for finding in checks.values())
    return JsonResponse({"status": "ready" if well else "not ready", "checks": checks}, status=200 if well else 503)


def run_checks(checks: dict[str, Callable[[], dict[str, str]]], *, patience: float) -> dict[str, str]:
    """Ask all at once and wait no longer than `patience`; what is silent until then is named."""
    found: dict[str, str] = {}

    def ask(name: str, check: Callable[[], dict[str, str]]) -> None:
        try:
            found.update(check())
        except Exception:
            # Whatever went wrong, the thing asked is not well; the reason is for the log.
            _log.warning("Health check %s failed", name, exc_info=True)
            found[name] = "does not answer"

    # Daemons: a check that hangs must not keep the process from ending.
    threads = [threading.Thread(target=ask, args=item, daemon=True) for item in checks.items()]
    for thread in threads:
        thread.start()
    until = time.monotonic() + patience
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    answered = dict(found)
    return {name: f"did not answer within {patience:g} s" for name in checks if name not in answered} | answered


def check_database() -> dict[str, str]:
    """Ask on a connection of its own, so that the driver gives up a hanging one too.

    It takes the default connection's place in this thread, because the reader of applied migrations asks by the
    name of the connection; a thread of the check's own is therefore needed, and its connection closed with it.
    """
    probe = connections[DEFAULT_DB_ALIAS].copy()
    seconds = max(2, int(PATIENCE_SECONDS))
    options: dict[str, Any] = probe.settings_dict.setdefault("OPTIONS", {})
    options["connect_timeout"] = seconds
    options["options"] = f"{options.get('options', '')} -c statement_timeout={seconds}s".strip()
    connections[DEFAULT_DB_ALIAS] = probe
    try:
        with probe.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(probe)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    finally:
        probe.close()
    return {"postgresql": OK, "migrations": f"{len(missing)} not applied" if missing else OK}


def check_redis() -> dict[str, str]:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
    )
    try:
        client.ping()
    finally:
        client.close()
    return {"redis": OK}


CHECKS: dict[str, Callable[[], dict[str, str]]] = {"postgresql": check_database, "redis": check_redis}
