"""Corroborations over HTTP: reviewers read all of it, the reporter how many."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from campaigns.errors import InvalidInput
from campaigns.findings.assessing import assess_objective
from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from tests.cast import MOMENT, join_in_turn, live_campaign, make_user, objective_of, organizer_of
from tests.findings.scenes import metres_north, minutes, report_at, strangers

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return live_campaign()


@pytest.fixture
def findings(campaign: Campaign) -> list[Finding]:
    """Alice and her recruit Bob report, then Zoe whom nobody brought, and somebody elsewhere."""
    alice, bob = join_in_turn(campaign, "alice", "bob")
    zoe, far = strangers(campaign, "zoe", "far")
    made = [
        report_at(alice),
        report_at(bob, metres_north(30), at=MOMENT + minutes(3)),
        report_at(zoe, metres_north(100), at=MOMENT + minutes(60), seen_at=MOMENT + minutes(10)),
        report_at(far, metres_north(90_000), at=MOMENT + minutes(70)),
    ]
    assess_objective(objective_id=objective_of(campaign).pk, at=MOMENT + minutes(80))
    return made


def read(user: User | None, finding: Finding) -> tuple[int, dict[str, Any]]:
    client = APIClient()
    if user is not None:
        client.force_login(user)
    answer = client.get(f"/api/v1/findings/{finding.public_id}/corroborations/")
    return answer.status_code, answer.json()


def test_a_reviewer_reads_all_of_it(campaign: Campaign, findings: list[Finding]) -> None:
    reviewer = make_user("rita")
    Role.objects.create(campaign=campaign, user=reviewer, kind=Role.Kind.REVIEWER)
    status, told = read(reviewer, findings[1])
    assert status == 200
    assert told["count"] == 2
    assert told["is_first"] is False
    assert told["first"] == str(findings[0].public_id)
    inviter, stranger = told["reports"]
    assert (inviter["finding"], inviter["is_first"]) == (str(findings[0].public_id), True)
    assert (inviter["same_tree"], inviter["same_branch"]) == (True, True)
    assert inviter["distance_m"] == pytest.approx(30, abs=0.2)
    assert (stranger["same_tree"], stranger["same_branch"]) == (False, False)
    assert stranger["distance_m"] == pytest.approx(70, abs=0.2)
    assert stranger["minutes_apart"] == 7
    assert stranger["participant"]["display_name"] == "Zoe"
    pieces = {piece["name"]: piece for piece in told["assessment"]["pieces"]}
    assert {"prior", "other_trees", "own_branch", "no_evidence"} <= set(pieces)
    assert sum(piece["value"] for piece in pieces.values()) == pytest.approx(told["assessment"]["log_odds"])
    assert 0 < told["assessment"]["probability"] < 1
    assert all(piece["sentence"].endswith(".") for piece in pieces.values())
    assert "priority" not in str(told)


def test_a_reporter_and_a_treasurer_read_how_many(campaign: Campaign, findings: list[Finding]) -> None:
    treasurer = make_user("tess")
    Role.objects.create(campaign=campaign, user=treasurer, kind=Role.Kind.TREASURER)
    reporter = findings[2].participant.user
    assert reporter is not None
    assert read(reporter, findings[2]) == (200, {"count": 2})
    assert read(treasurer, findings[2]) == (200, {"count": 2})
    # Also one who reviews others.
    Role.objects.create(campaign=campaign, user=reporter, kind=Role.Kind.REVIEWER)
    assert read(reporter, findings[2]) == (200, {"count": 2})
    assert "assessment" in read(reporter, findings[0])[1]


def test_others_are_told_that_there_is_nothing(findings: list[Finding]) -> None:
    assert read(None, findings[0])[0] == 401
    assert read(make_user("sam"), findings[0])[0] == 404
    assert read(findings[3].participant.user, findings[0])[0] == 404


def test_what_does_not_stand_is_shown_and_not_counted(campaign: Campaign, findings: list[Finding]) -> None:
    organizer = organizer_of(campaign)
    reject_finding(
        finding=findings[0], reviewer=organizer, at=MOMENT + minutes(90), reason="invalid_proof", note="Painted."
    )
    told = read(organizer, findings[1])[1]
    assert told["count"] == 1
    assert told["is_first"] is True
    assert [report["state"] for report in told["reports"]] == ["rejected", "submitted"]


def test_a_duplicate_is_linked_to_the_first_valid_one_whichever_is_named(
    campaign: Campaign, findings: list[Finding]
) -> None:
    organizer = organizer_of(campaign)
    first, second, third, far = findings
    reject_finding(finding=third, reviewer=organizer, at=MOMENT + minutes(90), duplicate_of=second)
    assert third.verdicts.get(kind="duplicate").duplicate_of == first
    # What is a duplicate itself is named by nobody.
    third.refresh_from_db()
    with pytest.raises(InvalidInput, match="is duplicate itself"):
        reject_finding(finding=far, reviewer=organizer, at=MOMENT + minutes(91), duplicate_of=third)
    # A reviewer may see the same thing where the clusters do not.
    reject_finding(finding=far, reviewer=organizer, at=MOMENT + minutes(92), duplicate_of=second)
    assert far.verdicts.get(kind="duplicate").duplicate_of == first


def test_once_the_first_was_rejected_the_next_is_what_duplicates_are_linked_to(
    campaign: Campaign, findings: list[Finding]
) -> None:
    organizer = organizer_of(campaign)
    first, second, third, _ = findings
    reject_finding(finding=first, reviewer=organizer, at=MOMENT + minutes(90), reason="wrong_place")
    reject_finding(finding=third, reviewer=organizer, at=MOMENT + minutes(91), duplicate_of=second)
    assert third.verdicts.get(kind="duplicate").duplicate_of == second
