"""Everything that is read of a finding or taken back of it × every role × every state, said here once more.

Reading depends on who asks and on nothing else: a finding that was decided, withdrawn or reversed is read by those who
could read it before, and by nobody else. Taken back are a claim, by whoever has it, and evidence, by its reporter.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.findings.claiming import claim_finding
from campaigns.findings.models import Verdict
from campaigns.people.models import User
from tests import cast
from tests.api.review_scenes import REVIEWERS, ROLES, SEES, WAYS, Scene, refused_to, sign_all_in

pytestmark = pytest.mark.django_db

# What is read, and by whom; {photograph} is a piece of the finding's evidence.
READ: dict[str, set[str]] = {
    "": SEES,
    "evidence/": SEES,
    "evidence/{photograph}/file/": SEES,
    "evidence/{photograph}/preview/": SEES,
    "facts/": SEES,
    "vouch/": SEES,
    "corroborations/": SEES,
    "review/": REVIEWERS,
}

# What is taken back: by whom, and in which states.
TAKEN_BACK: dict[str, tuple[set[str], set[str]]] = {
    "evidence/{photograph}/": ({"finder"}, {"submitted", "needs_info"}),
    # Of what nobody has taken up there is nothing to be given back.
    "claim/": (REVIEWERS, set()),
}


@pytest.mark.parametrize("state", WAYS)
def test_who_may_read_what(state: str) -> None:
    scene = Scene(state)
    sign_all_in(scene)
    before = scene.stands()
    for path, may in READ.items():
        for role in ROLES:
            status = scene.ask(role, "GET", path.format(photograph=scene.photograph.public_id))
            expected = 200 if role in may else 401 if role == "nobody" else 404
            assert status == expected, f"{path or 'the finding'} as {role} of a finding that is {state}"
    assert scene.stands() == before


@pytest.mark.parametrize("state", WAYS)
def test_who_may_take_what_back(state: str) -> None:
    scene = Scene(state)
    sign_all_in(scene)
    before = scene.stands()
    for path, (may, states) in TAKEN_BACK.items():
        for role in ROLES:
            said = f"DELETE {path} as {role} of a finding that is {state}"
            kept = transaction.savepoint()
            status = scene.ask(role, "DELETE", path.format(photograph=scene.photograph.public_id))
            after = scene.stands()
            if role not in may:
                assert (status, after) == (refused_to(role), before), said
            elif state not in states:
                assert (status, after) == (409, before), said
            else:
                assert status == 204, said
                assert not scene.finding.evidence.filter(pk=scene.photograph.pk).exists(), said
                assert (after[0], after[-1]) == (before[0], before[-1] + 1), f"{said} leaves no event"
            transaction.savepoint_rollback(kept)
    assert scene.stands() == before


@pytest.mark.parametrize("holder", sorted(REVIEWERS))
def test_a_claim_is_given_back_by_whoever_has_it(holder: str) -> None:
    """Taken up a report is under review, whose evidence stays; given back it is anybody's."""
    scene = Scene("submitted")
    sign_all_in(scene)
    assert claim_finding(finding=scene.finding, reviewer=person(scene, holder), at=timezone.now())
    before = scene.stands()
    for role in ROLES:
        kept = transaction.savepoint()
        status = scene.ask(role, "DELETE", "claim/")
        after = scene.stands()
        if role == holder:
            assert (status, after[0]) == (204, "under_review")
            assert Verdict.objects.filter(finding=scene.finding).latest("pk").kind == "released"
            assert Event.objects.filter(finding_id=scene.finding.pk).latest("pk").kind == "finding.claim_released"
            others = REVIEWERS - {holder}
            assert [scene.ask(other, "POST", "claim/") for other in others] == [200]
        else:
            assert (status, after) == (409 if role in REVIEWERS else refused_to(role), before), role
        transaction.savepoint_rollback(kept)
    for path, may in READ.items():
        for role in ROLES:
            status = scene.ask(role, "GET", path.format(photograph=scene.photograph.public_id))
            assert status == (200 if role in may else 401 if role == "nobody" else 404), f"{path} as {role}"
    photograph = f"evidence/{scene.photograph.public_id}/"
    for role in ROLES:
        expected = 409 if role == "finder" else refused_to(role)
        assert scene.ask(role, "DELETE", photograph) == expected, f"evidence of a claimed report as {role}"


def test_what_belongs_to_another_finding_is_not_reached_through_this_one() -> None:
    scene = Scene("submitted")
    others = cast.photograph(scene.first)
    for role in ("finder", "reviewer", "organizer"):
        for what in ("file/", "preview/"):
            assert scene.ask(role, "GET", f"evidence/{others.public_id}/{what}") == 404, f"{what} as {role}"
    assert scene.ask("finder", "DELETE", f"evidence/{others.public_id}/") == 404


def person(scene: Scene, role: str) -> User:
    who = scene.people[role]
    assert who is not None
    return who
