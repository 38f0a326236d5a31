"""The steps of a finding × every role × every state of it, while its campaign is paused, closing, over or settled.

A pause keeps new reports out and touches no review. A campaign that was closed with findings undecided is *closing*:
they are decided and appealed until its last time for it, and then it is *over*. Closed with everything decided it is
*settled*, and nothing is appealed any more. What was verified can be reversed at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from campaigns.findings.operations import reject_finding
from campaigns.planning.operations import pause_campaign
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.api.review_scenes import ROLES, STEPS, UNDECIDED, WAYS, Scene, refused_to, sign_all_in
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db

# What is refused in such a campaign on top of what a finding's own state refuses.
REFUSED: dict[str, set[str]] = {
    "paused": set(),
    "closing": set(),
    "over": {"claim", "verify", "reject", "appeal"},
    "settled": {"appeal"},
}


def pause(scene: Scene) -> None:
    pause_campaign(campaign=scene.campaign, actor=cast.organizer_of(scene.campaign), at=MOMENT)


def close_with_time(scene: Scene) -> None:
    now = timezone.now()
    _close(scene, at=now, decide_by=now + timedelta(days=7))


def close_without_time(scene: Scene) -> None:
    _close(scene, at=MOMENT, decide_by=MOMENT + timedelta(days=7))


def settle(scene: Scene) -> None:
    reject_finding(finding=scene.first, reviewer=scene.decided_by, at=MOMENT, reason="wrong_place")
    _close(scene, at=MOMENT, decide_by=None)


def _close(scene: Scene, **said: object) -> None:
    organizer = cast.organizer_of(scene.campaign)
    close_campaign(campaign=scene.campaign, actor=organizer, **said)  # type: ignore[arg-type]  # at and decide_by


ENDS: dict[str, Callable[[Scene], None]] = {
    "paused": pause,
    "closing": close_with_time,
    "over": close_without_time,
    "settled": settle,
}


@pytest.fixture(autouse=True)
def always_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens long after MOMENT is not too late to be appealed against."""
    monkeypatch.setattr("campaigns.findings.appealing.TIME_TO_APPEAL", 100 * 366 * cast.ONE_DAY)


@pytest.mark.parametrize(
    ("how", "state"),
    # A campaign is not settled while a finding is undecided.
    [(how, state) for how in ENDS for state in WAYS if how != "settled" or state not in UNDECIDED],
)
def test_who_may_take_which_step(how: str, state: str) -> None:
    scene = Scene(state)
    ENDS[how](scene)
    sign_all_in(scene)
    before = scene.stands()
    for step, (may, states, leads_to, _) in STEPS.items():
        # To whoever may not it is refused alike, however the campaign stands: so that is asked once for each finding's
        # state in test_review_matrix, and here where most is refused.
        for role in ROLES if (how, state) == ("over", "rejected") else sorted(may):
            said = f"{step} as {role} of a finding that is {state} in a campaign that is {how}"
            kept = transaction.savepoint()
            status = scene.take(role, step)
            after = scene.stands()
            if role not in may:
                assert (status, after) == (refused_to(role), before), said
            elif state not in states or step in REFUSED[how]:
                assert (status, after) == (409, before), said
            else:
                assert status in {200, 201}, said
                assert after[0] == (leads_to or state), said
            transaction.savepoint_rollback(kept)
    assert scene.stands() == before


# Who may report something new, by how the campaign stands; without a place one joins first.
PLACED = {"inviter", "finder"}
REPORTED: dict[str, tuple[int, int]] = {
    # With a place, and signed in without one.
    "live": (201, 409),
    "paused": (409, 409),
    "closing": (410, 409),
    "over": (410, 409),
    "settled": (410, 409),
}


@pytest.mark.parametrize("how", ["live", *ENDS])
def test_who_may_report(how: str) -> None:
    scene = Scene("rejected")
    if how != "live":
        ENDS[how](scene)
    sign_all_in(scene)
    said = {"objective": str(cast.objective_of(scene.campaign).public_id), "note": "Another."}
    for role in ROLES:
        before = scene.campaign.findings.count()
        status = scene.ask(role, "POST", f"/campaigns/{scene.campaign.slug}/findings/", said)
        placed, other = REPORTED[how]
        expected = 401 if role == "nobody" else placed if role in PLACED else other
        assert status == expected, f"reporting as {role} in a campaign that is {how}"
        assert scene.campaign.findings.count() == before + (status == 201)
