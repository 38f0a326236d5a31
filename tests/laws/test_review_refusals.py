"""The database keeps the laws of review and trust alone: each statement is refused by the law it breaks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from campaigns.findings.models import Claim, Evidence, FactAnswer, Finding, Gold, GoldAnswer, SecretFact, Verdict, Vouch
from campaigns.people.models import TraceKey, User
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Objection, Quarantine, Signal
from tests import cast
from tests.cast import MOMENT
from tests.laws.refusal import Refusal
from tests.laws.review_refusals import HARMLESS_REVIEWS, REVIEW_REFUSALS
from tests.laws.step_refusals import HARMLESS_STEPS, STATES, STEP_REFUSALS
from tests.laws.test_refusals import Stage, refused_by
from tests.laws.trust_refusals import HARMLESS_TRUST, TRUST_REFUSALS

REFUSALS = (*REVIEW_REFUSALS, *STEP_REFUSALS, *TRUST_REFUSALS)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """Give the ids that the statements name: a report of Bob's in every state, and what was noticed of him."""
    campaign = cast.live_campaign([(400_000, 3)])
    people = cast.full_cast(campaign)
    eve, faye = cast.make_user("eve"), cast.make_user("faye")
    findings = {state: _report(people.bob, state, reviewer=eve).pk for state in STATES}
    round_two, found_wrong, rejected_and_wrong = (
        _report(people.bob, state, reviewer=eve) for state in ("under_review", "verified", "rejected")
    )
    for finding in (found_wrong, rejected_and_wrong):
        Verdict.objects.create(finding=finding, kind="reversed", by=eve, at=MOMENT)
    Verdict.objects.create(finding_id=findings["under_review"], kind="vote_verify", by=eve, at=MOMENT)
    Verdict.objects.create(finding=round_two, kind="vote_reject", by=eve, at=MOMENT)
    Finding.objects.filter(pk=round_two.pk).update(state="rejected")
    Verdict.objects.create(finding=round_two, kind="appealed", round=2, by=people.bob.user, at=MOMENT)
    Finding.objects.filter(pk=round_two.pk).update(state="under_review", round=2)
    return {
        **findings,
        "round_two": round_two.pk,
        "found_wrong": found_wrong.pk,
        "rejected_and_wrong": rejected_and_wrong.pk,
        "campaign": campaign.pk,
        "objective": cast.objective_of(campaign).pk,
        **_elsewhere(),
        "eve_user": eve.pk,
        "faye_user": faye.pk,
        "trace_key": TraceKey.objects.create(key=bytes(32), started_at=MOMENT).pk,
        **{name: getattr(people, name).pk for name in ("alice", "bob", "carol", "dave")},
        **{f"{name}_user": getattr(people, name).user_id for name in ("alice", "bob", "carol", "dave")},
        **_what_came_with(findings, people, eve_id=eve.pk),
        **_what_was_noticed(people, eve_id=eve.pk, faye_id=faye.pk),
    }


def _elsewhere() -> Stage:
    other = cast.live_campaign()
    (sam,) = cast.join_in_turn(other, "sam")
    fact = SecretFact.objects.create(
        objective=cast.objective_of(other), question="What was on it?", answer_hash="a", made_at=MOMENT
    )
    return {"other": other.pk, "stranger": sam.pk, "strange_fact": fact.pk}


def _report(finder: Participant, state: str, *, reviewer: User) -> Finding:
    """Write a report that is in this state already; all photographs came while it was new."""
    finding = Finding.objects.create(
        campaign=finder.campaign,
        objective=cast.objective_of(finder.campaign),
        participant=finder,
        observed_at=MOMENT,
        received_at=MOMENT,
    )
    Evidence.objects.create(
        finding=finding, kind="image", position=1, added_at=MOMENT, file="first.jpg", sha256="of the first"
    )
    Evidence.objects.create(finding=finding, kind="link", position=1, added_at=MOMENT, url="https://example.org/first")
    for kind in {"verified": ("verified",), "reversed": ("verified", "reversed")}.get(state, ()):
        Verdict.objects.create(finding=finding, kind=kind, by=reviewer, at=MOMENT)
    for step in ("verified", "reversed") if state == "reversed" else (state,):
        Finding.objects.filter(pk=finding.pk).update(state=step)
    return finding


def _what_came_with(findings: dict[str, int], people: cast.Cast, *, eve_id: int) -> Stage:
    submitted = Finding.objects.get(pk=findings["submitted"])
    photos = {state: Evidence.objects.get(finding=pk, kind="image").pk for state, pk in findings.items()}
    fact, withdrawn = (
        SecretFact.objects.create(
            objective=submitted.objective, question="What was on it?", answer_hash="a", made_at=MOMENT, withdrawn_at=at
        )
        for at in (None, MOMENT)
    )
    for attempt in (1, 2):
        FactAnswer.objects.create(
            fact=fact, participant=people.bob, finding=submitted, attempt=attempt, matched=False, at=MOMENT
        )
    Vouch.objects.create(finding=submitted, participant=people.alice, at=MOMENT)
    Claim.objects.create(
        finding=submitted, place=1, reviewer_id=eve_id, claimed_at=MOMENT, expires_at=MOMENT + timedelta(minutes=15)
    )
    gold, retired = (
        Gold.objects.create(
            campaign=people.bob.campaign, finding_id=findings[state], is_true=is_true, made_at=MOMENT, retired_at=at
        )
        for state, is_true, at in (("verified", True, None), ("rejected", False, MOMENT))
    )
    GoldAnswer.objects.create(gold=gold, reviewer_id=eve_id, said_true=True, at=MOMENT)
    return {
        "photo": photos["submitted"],
        "photo_under_review": photos["under_review"],
        "fact": fact.pk,
        "withdrawn_fact": withdrawn.pk,
        "gold": gold.pk,
        "retired_gold": retired.pk,
        # Under the table's own name: the row that ON CONFLICT and MERGE go for.
        "campaigns_evidence": photos["submitted"],
    }


def _what_was_noticed(people: cast.Cast, *, eve_id: int, faye_id: int) -> Stage:
    campaign, bob, carol = people.bob.campaign, people.bob, people.carol
    decided: dict[str, Any] = {"decided_at": MOMENT, "decided_by_id": eve_id}
    signal = Signal.objects.create(
        campaign=campaign, kind="burst_of_joins", severity=3, key="of bob", participant=bob, noticed_at=MOMENT
    )
    looked_at = Signal.objects.create(
        campaign=campaign, kind="star", severity=2, key="of bob", noticed_at=MOMENT, state="cleared", **decided
    )
    placed = {"campaign": campaign, "reason": "A burst.", "placed_at": MOMENT, "placed_by_id": eve_id}
    until = {"expires_at": MOMENT + timedelta(days=30)}
    hold = Hold.objects.create(participant=bob, signal=signal, **placed, **until)
    decided_hold = Hold.objects.create(participant=bob, decision="excluded", **placed, **until, **decided)
    quarantine = Quarantine.objects.create(root=bob, **placed)
    lifted = Quarantine.objects.create(root=carol, lifted_at=MOMENT, lifted_by_id=eve_id, **placed)
    objection = Objection.objects.create(participant=bob, hold=hold, text="It was a fair.", made_at=MOMENT)
    answered = Objection.objects.create(
        participant=bob,
        quarantine=lifted,
        text="A fair.",
        made_at=MOMENT,
        granted=True,
        decided_at=MOMENT,
        decided_by_id=faye_id,
    )
    return {
        "signal": signal.pk,
        "decided_signal": looked_at.pk,
        "hold": hold.pk,
        "decided_hold": decided_hold.pk,
        "quarantine": quarantine.pk,
        "decided_quarantine": lifted.pk,
        "objection": objection.pk,
        "decided_objection": answered.pk,
        "campaigns_hold": hold.pk,
    }


def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="origin") == refusal.law


def test_a_replication_session_is_refused_as_well(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in REFUSALS:
        if not refusal.by_key:
            with subtests.test(refusal.what):
                assert refused_by(refusal, stage, role="replica") == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    for statement in (*HARMLESS_REVIEWS, *HARMLESS_STEPS, *HARMLESS_TRUST):
        with subtests.test(statement):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None
