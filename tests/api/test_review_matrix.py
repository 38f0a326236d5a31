"""Every step of the review × every role × every state of a finding: who may take it and when, said here once more.

Whoever may not is answered the same in every state; whoever may is refused by name (409) where the state does not allow
it, and then nothing has changed. A step that is taken leads where it should and leaves its verdict and its event.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from campaigns.findings.appealing import appeal_finding
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.operations import reject_finding
from tests import cast
from tests.api.review_scenes import ROLES, STEPS, WAYS, Scene, refused_to, sign_all_in
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def always_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens long after MOMENT is not too late to be appealed against."""
    monkeypatch.setattr("campaigns.findings.appealing.TIME_TO_APPEAL", 100 * 366 * cast.ONE_DAY)


def test_every_state_has_a_way_to_it() -> None:
    assert set(WAYS) == set(Finding.State.values)


@pytest.mark.parametrize("state", WAYS)
def test_who_may_take_which_step(state: str) -> None:
    scene = Scene(state)
    sign_all_in(scene)
    before = scene.stands()
    for step, (may, states, leads_to, verdict) in STEPS.items():
        for role in ROLES:
            said = f"{step} as {role} of a finding that is {state}"
            kept = transaction.savepoint()
            status = scene.take(role, step)
            after = scene.stands()
            if role not in may:
                # Whoever sees it is told that it takes another role; the others that there is no such finding.
                assert (status, after) == (refused_to(role), before), said
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
