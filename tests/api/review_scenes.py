"""A finding in each of its states and everybody who may come to it: for the matrices of the review."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.findings.facts import add_fact
from campaigns.findings.models import Finding
from campaigns.findings.operations import (
    reject_finding,
    request_info,
    respond_to_request,
    reverse_finding,
    withdraw_finding,
)
from campaigns.people.models import Role, User
from tests import cast
from tests.cast import MOMENT

UNDECIDED = {"submitted", "under_review", "needs_info"}
REVIEWERS = {"reviewer", "organizer"}
SEES = {"finder", "reviewer", "treasurer", "organizer"}
ROLES = ("nobody", "stranger", "inviter", "finder", "reviewer", "treasurer", "organizer")

# Each step: who may take it, in which states, where it leads (None: it stays), and the verdict that it leaves.
STEPS: dict[str, tuple[set[str], set[str], str | None, str | None]] = {
    "claim": (REVIEWERS, {"submitted", "under_review"}, "under_review", "claimed"),
    "verify": (REVIEWERS, UNDECIDED, "verified", "verified"),
    "reject": (REVIEWERS, UNDECIDED, "rejected", "rejected"),
    "request-info": (REVIEWERS, {"submitted", "under_review"}, "needs_info", "needs_info"),
    "reverse": (REVIEWERS, {"verified"}, "reversed", "reversed"),
    "respond": ({"finder"}, {"needs_info"}, "under_review", "responded"),
    "withdraw": ({"finder"}, UNDECIDED, "withdrawn", "withdrawn"),
    "appeal": ({"finder"}, {"rejected", "duplicate"}, "under_review", "appealed"),
    "evidence": ({"finder"}, {"submitted", "needs_info"}, None, None),
    "facts": ({"finder"}, UNDECIDED, None, None),
    "vouch": ({"inviter"}, UNDECIDED, None, None),
}


class Scene:
    """A report of Bob's, whom Alice brought, in the state that is asked for."""

    def __init__(self, state: str) -> None:
        self.clients: dict[str, APIClient] = {}
        self.campaign = cast.live_campaign(prizes=[(400_000, 9)])
        inviter, finder = cast.join_in_turn(self.campaign, "alice", "bob")
        (other,) = cast.join_in_turn(self.campaign, "carol")
        self.people: dict[str, User | None] = {
            "nobody": None,
            "stranger": cast.make_user("sam"),
            "inviter": inviter.user,
            "finder": finder.user,
            "organizer": cast.organizer_of(self.campaign),
        }
        for kind in (Role.Kind.REVIEWER, Role.Kind.TREASURER):
            person = self.people[kind.value] = cast.make_user(kind.value)
            Role.objects.create(campaign=self.campaign, user=person, kind=kind)
        fact = add_fact(
            objective=cast.objective_of(self.campaign),
            actor=cast.organizer_of(self.campaign),
            question="What is written on it?",
            answer="7",
            at=MOMENT,
        )
        self.first = cast.report(other)
        self.finding = cast.report(finder)
        self.photograph = cast.photograph(self.finding)
        # Whoever decides here is none of those who try afterwards.
        self.decided_by = cast.make_user("rosa")
        self.reporter = finder.user or self.decided_by
        WAYS[state](self)
        self.finding.refresh_from_db()
        assert self.finding.state == state
        self.said: dict[str, Any] = {
            "reject": {"reason": "wrong_place"},
            "request-info": {"note": "Which one?"},
            "reverse": {"reason": "fraud", "note": "Painted."},
            "respond": {"note": "The red one."},
            "appeal": {"note": "It is there."},
            "evidence": {"url": "https://example.org/balloon"},
            "facts": {"facts": {str(fact.public_id): "7"}},
        }

    def take(self, role: str, step: str) -> int:
        return self.ask(role, "POST", f"{step}/", self.said.get(step, {}))

    def ask(self, role: str, method: str, path: str, body: Any = None) -> int:
        """Call what is under the finding's address, or, by a path that begins with a slash, anything else."""
        client = self.clients.get(role)
        if client is None:
            client = self.clients[role] = APIClient()
            if (person := self.people[role]) is not None:
                client.force_login(person)
        address = path if path.startswith("/") else f"/findings/{self.finding.public_id}/{path}"
        answer: Any = client.generic(
            method, f"/api/v1{address}", json.dumps(body or {}), content_type="application/json"
        )
        if answer.streaming:
            # Read to its end it is closed as the test client closes: with the database still open.
            b"".join(answer.streaming_content)
        return int(answer.status_code)

    def stands(self) -> tuple[Any, ...]:
        """All that a step could have changed."""
        finding = Finding.objects.get(pk=self.finding.pk)
        kept = (finding.evidence, finding.fact_answers, finding.vouches, finding.claims, finding.verdicts)
        events = Event.objects.filter(finding_id=finding.pk).count()
        return (finding.state, finding.paid_rank, finding.round, *(rows.count() for rows in kept), events)


def rejected(scene: Scene, **said: Any) -> None:
    reject_finding(finding=scene.finding, reviewer=scene.decided_by, at=MOMENT, **said)


def asked(scene: Scene) -> None:
    request_info(finding=scene.finding, reviewer=scene.decided_by, at=MOMENT, note="Which one?")


def answered(scene: Scene) -> None:
    asked(scene)
    respond_to_request(finding=scene.finding, reporter=scene.reporter, at=MOMENT, note="The red one.")


def reversed_(scene: Scene) -> None:
    cast.verify(scene.finding, by=scene.decided_by)
    reverse_finding(finding=scene.finding, reviewer=scene.decided_by, at=MOMENT, reason="fraud", note="Painted.")


WAYS: dict[str, Callable[[Scene], Any]] = {
    "submitted": lambda scene: None,
    "under_review": answered,
    "needs_info": asked,
    "verified": lambda scene: cast.verify(scene.finding, by=scene.decided_by),
    "rejected": lambda scene: rejected(scene, reason="wrong_place"),
    "duplicate": lambda scene: rejected(scene, duplicate_of=scene.first),
    "withdrawn": lambda scene: withdraw_finding(finding=scene.finding, reporter=scene.reporter, at=MOMENT),
    "reversed": reversed_,
}


def sign_all_in(scene: Scene) -> None:
    """Before anything is rolled back: else a session is, and its cookie stays."""
    for role in ROLES:
        scene.ask(role, "GET", "")


def refused_to(role: str) -> int:
    """Whoever may not, but sees the finding, is told that it takes another role; the others that there is none."""
    return 401 if role == "nobody" else 403 if role in SEES else 404
