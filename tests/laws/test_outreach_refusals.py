"""The database keeps the laws of outreach alone: each statement is refused by the law it breaks."""

from __future__ import annotations

import pytest
from django.utils import timezone

from campaigns.outreach.models import Letter
from campaigns.people.models import Consent
from tests import cast
from tests.laws.outreach_refusals import HARMLESS_OUTREACH, OUTREACH_REFUSALS
from tests.laws.refusal import Refusal
from tests.laws.test_refusals import Stage, refused_by
from tests.outreach.stage import agree, letter_to, nudge

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """Give the ids that the statements name: a nudge to Bob and Dave that holds Alice out, and a letter in each state.

    Bob has his letter of it, Dave not yet.
    """
    campaign, other = cast.live_campaign(), cast.live_campaign()
    people = cast.full_cast(campaign)
    (stranger,) = cast.join_in_turn(other, "sam")
    agree(people.bob)
    row = nudge([people.bob, people.dave], held_out=[people.alice])
    letter_of_bob = Letter.objects.create(
        kind="nudge", key=str(row.public_id), user=people.bob.user, campaign=campaign, participant=people.bob,
        due_at=cast.MOMENT, written_at=cast.MOMENT,
    )  # fmt: skip
    now = timezone.now()
    letters = {}
    for state in Letter.State.values:
        letter = letters[state] = letter_to(people.bob)
        claimed = {"claimed_at": now} if state in ("sending", "sent", "unknown") else {}
        ended = {"ended_at": now, "reason": "x"} if state in ("sent", "failed", "suppressed") else {}
        if state in ("sent", "unknown"):
            Letter.objects.filter(pk=letter.pk).update(state="sending", **claimed)
        if state != "queued":
            Letter.objects.filter(pk=letter.pk).update(state=state, **claimed, **ended)
    return {
        "campaign": campaign.pk,
        "other": other.pk,
        "stranger": stranger.pk,
        "nudge": row.pk,
        "key": str(row.public_id),
        "consent": Consent.objects.get(user=people.bob.user).pk,
        **{state: letter.pk for state, letter in letters.items()},
        **{name: getattr(people, name).pk for name in ("alice", "bob", "carol", "dave")},
        **{f"{name}_user": getattr(people, name).user_id for name in ("alice", "bob", "carol", "dave")},
        # Under the tables' own names: the rows that ON CONFLICT and MERGE go for.
        "campaigns_consent": Consent.objects.get(user=people.bob.user).pk,
        "campaigns_letter": letter_of_bob.pk,
    }


def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in OUTREACH_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="origin") == refusal.law


def test_a_replication_session_is_refused_as_well(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in OUTREACH_REFUSALS:
        if not refusal.by_key:
            with subtests.test(refusal.what):
                assert refused_by(refusal, stage, role="replica") == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    for statement in HARMLESS_OUTREACH:
        with subtests.test(statement):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None
