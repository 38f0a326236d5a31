"""Every step of the review × every role × every state of a finding: who may take it and when, said here once more.

Whoever may not is answered the same in every state; whoever may is refused by name (409) where the state does not allow
it, and then nothing has changed. A step that is taken leads where it should and leaves its verdict and its event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.findings.appealing import appeal_finding
from campaigns.findings.facts import add_fact
from campaigns.findings.models import Finding, Verdict
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

pytestmark = pytest.mark.django_db

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
        client = APIClient()
        if (person := self.people[role]) is not None:
            client.force_login(person)
        address = f"/api/v1/findings/{self.finding.public_id}/{step}/"
        return int(client.post(address, self.said.get(step, {}), format="json").status_code)

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


@pytest.fixture(autouse=True)
def always_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens long after MOMENT is not too late to be appealed against."""
    monkeypatch.setattr("campaigns.findings.appealing.TIME_TO_APPEAL", 100 * 366 * cast.ONE_DAY)


def test_every_state_has_a_way_to_it() -> None:
    assert set(WAYS) == set(Finding.State.values)


@pytest.mark.parametrize("state", WAYS)
def test_who_may_take_which_step(state: str) -> None:
    scene = Scene(state)
    before = scene.stands()
    for step, (may, states, leads_to, verdict) in STEPS.items():
        for role in ROLES:
            said = f"{step} as {role} of a finding that is {state}"
            kept = transaction.savepoint()
            status = scene.take(role, step)
            after = scene.stands()
            if role not in may:
                # Whoever sees it is told that it takes another role; the others that there is no such finding.
                expected = 401 if role == "nobody" else 403 if role in SEES else 404
                assert (status, after) == (expected, before), said
            elif state not in states:
                assert (status, after) == (409, before), said
            else:
                assert status in {200, 201}, said
                assert after[0] == (leads_to or state), said
                assert after[-1] > before[-1], f"{said} leaves no event"
                last = Verdict.objects.filter(finding=scene.finding).order_by("-pk").first()
                if verdict is not None:
                    assert last is not None
                    assert (last.kind, last.by) == (verdict, scene.people[role]), said
            transaction.savepoint_rollback(kept)
    assert scene.stands() == before


def test_what_was_appealed_is_not_vouched_for_nor_appealed_again() -> None:
    scene = Scene("rejected")
    appeal_finding(finding=scene.finding, reporter=scene.reporter, at=MOMENT, note="It is there.")
    assert scene.take("inviter", "vouch") == 409
    reject_finding(finding=scene.finding, reviewer=cast.make_user("rita"), at=MOMENT, reason="wrong_place")
    assert scene.take("finder", "appeal") == 409
