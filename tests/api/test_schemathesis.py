"""schemathesis tries every operation of the API's document, as each role, with all of its checks on.

Of each operation one well-formed request is sent in every role; in a role that may do it, requests that keep and break
rules of the document: borders, wrong kinds, what is missing or too much, other methods and media types; and one drawn
by chance, always the same, in one role after the other. Each is undone before the next, so that all meet the same
scene. With SCHEMATHESIS_EXAMPLES=10 all that it makes of every rule is sent, and ten are drawn.

What the document promises is held against what is answered, both ways: whatever fits it has to be taken, whatever does
not has to be refused. A well-formed request may still be refused for what no JSON Schema can say, such as an end before
its beginning or a thing in another state. So these statuses are expected of it as well, and `refused_for_a_reason` lets
none of the kinds of problems pass that say that the request itself was wrong.

`use_after_free`, `ensure_resource_availability` and `object_level_authorization` look at requests that follow upon one
another, and each of these here stands alone: they are on and have nothing to see. That what was removed is gone and
what was made is there is said by the tests of each room, and who sees whose things by test_doors.py and
test_foreign_campaigns.py.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase
from hypothesis import settings as how_many
from pytest_django import DjangoDbBlocker
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CoveragePhaseData
from schemathesis.specs.openapi.checks import ignored_auth

from tests.api.scene import Scene
from tests.api.test_doors import MAY
from tests.documented import document

REPORT = Path(settings.BASE_DIR) / ".local" / "schemathesis.tsv"
ROLES = ("nobody", "finder", "organizer", "reviewer", "treasurer", "operator", "secret key", "publishable key")
DRAWN = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "0"))
ACTIVITIES = "POST /api/v1/campaigns/{slug}/activities/"
BAD = ["400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "422"]

CONFIG = {
    "generation": {
        # Who asks is the role's to say, and no text of any request may hold NUL (docs/API.md).
        "with-security-parameters": False,
        "allow-x00": False,
    },
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "304", "400", "401", "403", "404", "409", "410", "412", "416"]
        },
        "negative_data_rejection": {"expected-statuses": BAD},
    },
    "operations": [
        # Of many activities at once those that are wrong are told of one by one, and keep no other out.
        {"include-name": ACTIVITIES, "checks": {"negative_data_rejection": {"expected-statuses": [*BAD, "200"]}}}
    ],
}
# The kinds of problems that say that a request was wrong by itself.
MALFORMED = {"bad-request", "invalid-input", "parse-error", "unreadable-body", "idempotency-key-unusable"}
MALFORMED |= {"if-match-unusable", "value-out-of-range"}
# What no schema can say and has no kind of its own: rules of whole bodies (docs/API.md), which hold for members that
# no schema names too, and what the parameters of the participation report say of one another.
BEYOND_SCHEMAS: tuple[str, ...] = (
    "Integers must fit into 64 bits.",
    "is nested",
    "are nested",
    "Branches are counted by",
)
BEYOND_SCHEMAS += ("Groups are followed from", "to must lie after from.", "No campaign goes back or on so far.")


@cache
def handler() -> WSGIHandler:
    """Make the application when the tests' own middleware stands in the settings."""
    return WSGIHandler()


schema = schemathesis.openapi.from_dict(document(), config=SchemathesisConfig.from_dict(CONFIG))
schema.app = lambda environ, start_response: handler()(environ, start_response)


@schemathesis.check
def refused_for_a_reason(ctx: Any, response: Any, case: Any) -> None:
    """Let nothing that fits the document be refused for its form."""
    if response.status_code >= 400 and is_well_formed(case):
        problem = response.json()
        kind = problem["type"].removeprefix("/problems/").strip("/")
        if kind in MALFORMED and not any(rule in problem["detail"] for rule in BEYOND_SCHEMAS):
            raise AssertionError(f"The document allows what is refused as {kind}: {problem}")


@schemathesis.check
def wrong_rows_are_told_of(ctx: Any, response: Any, case: Any) -> None:
    """Let no activity that breaks a rule be taken because it came among many."""
    if case.operation.label == ACTIVITIES and response.status_code == 200 and case.meta.generation.mode.is_negative:
        assert response.json().get("refused"), "nothing was refused"


def is_well_formed(case: Any) -> bool:
    """Tell whether all parts of a request fit; schemathesis itself goes by the one that it is about."""
    parts = case.meta.components.values()
    return case.meta.generation.mode.is_positive and all(part.mode.is_positive for part in parts)


@dataclass
class Stage:
    """The scene, who asks on it and with what, and what came of it."""

    scene: Scene
    seen: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    """How often an operation was called by a role in a phase, and answered with a status."""
    tried: set[tuple[str, ...]] = field(default_factory=set)
    turns: Iterator[str] = field(default_factory=lambda: cycle(ROLES))
    credentials: dict[str, tuple[dict[str, str], dict[str, str]]] = field(default_factory=dict)
    """Of each role the headers and the cookies."""

    def __post_init__(self) -> None:
        in_campaign = {"kind": "publishable", "campaign_slug": self.scene.campaign.slug}
        keys = {
            "secret key": self.scene.key_of("organizer"),
            "publishable key": self.scene.key_of("organizer", "findings:write", **in_campaign),
        }
        for role in ROLES:
            if role in keys:
                self.credentials[role] = {"Authorization": f"Bearer {keys[role]}"}, {}
            elif role == "nobody":
                self.credentials[role] = {}, {}
            else:
                client = Client()
                client.force_login(self.scene.accounts[role])
                token = _get_new_csrf_string()
                cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": token}
                self.credentials[role] = {"X-CSRFToken": token}, cookies

    def roles_for(self, case: Any) -> list[str]:
        """Say in which roles this is sent; in none, where one of its kind was."""
        data, operation = case.meta.phase.data, case.operation
        if not isinstance(data, CoveragePhaseData):
            return [next(self.turns)]
        if is_well_formed(case) and self.is_first(operation.label, "well-formed"):
            return list(ROLES)
        kind = (operation.label, str(data.scenario), str(data.parameter_location))
        # Some of them are enough for every day: each kind meets many operations.
        is_chosen = DRAWN or (crc32("".join(kind).encode()) % 8 == 0 and self.is_first(*kind))
        return [self.who_may(operation)] if is_chosen else []

    def is_first(self, *kind: str) -> bool:
        is_new = kind not in self.tried
        self.tried.add(kind)
        return is_new

    def who_may(self, operation: Any) -> str:
        may, _ = MAY[operation.method.upper(), operation.path.removeprefix("/api/v1/")]
        return next((role for role in ("organizer", *ROLES) if role in may), "finder")

    def lead(self, case: Any) -> None:
        """Lead a request to what is there, unless it is to miss its place."""
        if case.path_parameters and not case.meta.is_negative_at(ParameterLocation.PATH):
            case.path_parameters = {name: self.scene.names[name] for name in case.path_parameters}
        data = case.meta.phase.data
        is_of_headers = not isinstance(data, CoveragePhaseData) or data.parameter_location == ParameterLocation.HEADER
        if "If-Match" in case.headers and not is_of_headers:
            # schemathesis writes no quotation marks into headers here, so all of its tags are bad.
            case.headers["If-Match"] = "*"


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest) -> Iterator[Stage]:
    unlimited = {name: (10**9, seconds) for name, (_, seconds) in settings.RATE_LIMITS.items()}
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        with (
            django_db_blocker.unblock(),
            override_settings(RATE_LIMITS=unlimited, DEBUG_PROPAGATE_EXCEPTIONS=True),
            transaction.atomic(),
        ):
            began = process_time()
            with connection.cursor() as cursor:
                # A long run takes longer than any transaction of the instance may.
                cursor.execute("SET LOCAL transaction_timeout = 0")
            made = Stage(Scene())
            yield made
            spent = process_time() - began
            transaction.set_rollback(True)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{report(made)}, {spent:.0f} s of one core; {REPORT}")


def report(stage: Stage) -> str:
    """Write down what came of every operation in every role, and sum it up."""
    rows = [(*row, cases) for row, cases in sorted(stage.seen.items())]
    REPORT.parent.mkdir(exist_ok=True)
    head = ("operation", "role", "phase", "status", "cases")
    REPORT.write_text("".join("\t".join(map(str, row)) + "\n" for row in (head, *rows)), encoding="utf-8")
    operations = {operation for operation, *_ in stage.seen}
    return f"schemathesis: {stage.seen.total():,} requests, {len(operations)} operations, {len(ROLES)} roles"


@contextmanager
def undone() -> Iterator[None]:
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


@schema.parametrize()
@how_many(
    max_examples=DRAWN or 1,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_the_document_is_kept(case: Any, stage: Stage) -> None:
    stage.lead(case)
    for role in stage.roles_for(case):
        headers, cookies = stage.credentials[role]
        # The transport does not unpack what is compressed.
        headers = headers | {"Accept-Encoding": "identity"}
        with undone():
            answer = case.call(headers=headers, cookies=cookies)
        stage.seen[case.operation.label, role, case.meta.phase.name.value, answer.status_code] += 1
        assert (answer.status_code == 401) <= (role == "nobody"), "the role is not signed in"
        with undone():
            # Among the headers is where `ignored_auth` looks for cookies that were meant.
            sent: dict[str, Any] = {"headers": headers, "cookies": cookies}
            is_known = answer.status_code < 300 and not stage.is_first(case.operation.label, "ignored_auth")
            case.validate_response(
                answer,
                headers={**headers, "Cookie": cookies},
                transport_kwargs=sent,
                # It sends several more requests, and is of the operation: once is enough, as schemathesis has it too.
                excluded_checks=[ignored_auth] if is_known else [],
            )
