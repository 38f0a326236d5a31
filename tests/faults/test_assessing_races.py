"""Reports are assessed while reviewers decide about them: whoever comes second waits, and nobody waits in a circle.

The first report of a cluster is rejected, so the next one becomes the first; while that is written and not committed,
somebody decides about the next one too. The decision waits for the assessment's row; the assessment, whose references
are checked when it commits, must not have to wait for the decision.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, transaction

from campaigns.findings.assessing import assess_finding, assess_objective, assess_reports_of
from campaigns.findings.models import Assessment, Finding
from campaigns.findings.operations import reject_finding, verify_finding, withdraw_finding
from rewards.settlement.operations import settle_due
from tests import cast
from tests.cast import MOMENT
from tests.findings.scenes import metres_north, minutes, report_at, strangers

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

PATIENCE_SECONDS = 20
Subject = TypeVar("Subject")


class Square:
    """Three reports: one elsewhere, and two of the same thing, of which the first has just been rejected."""

    def __init__(self) -> None:
        self.campaign = cast.live_campaign([(4_000, 5)])
        self.reviewer = cast.organizer_of(self.campaign)
        dave, erin, fred = strangers(self.campaign, "dave", "erin", "fred")
        self.elsewhere = report_at(dave, metres_north(50_000))
        self.first = report_at(erin, at=MOMENT + minutes(1))
        self.next = report_at(fred, at=MOMENT + minutes(2))
        assert assess_objective(objective_id=self.next.objective_id, at=MOMENT) == 3
        assert Assessment.objects.get(finding=self.next).cluster_first_id == self.first.pk
        reject_report(self.first)


def verify(square: Square) -> Finding:
    return verify_finding(finding=square.next, reviewer=square.reviewer, at=MOMENT)


def reject(square: Square) -> Finding:
    return reject_report(square.next)


def reject_report(report: Finding) -> Finding:
    reviewer = cast.organizer_of(report.campaign)
    return reject_finding(finding=report, reviewer=reviewer, at=MOMENT, reason="wrong_place")


def call_duplicate(square: Square) -> Finding:
    return reject_finding(
        finding=square.next,
        reviewer=square.reviewer,
        at=MOMENT,
        duplicate_of=Finding.objects.get(pk=square.elsewhere.pk),
    )


def withdraw(square: Square) -> Finding:
    reporter = square.next.participant.user
    assert reporter is not None
    return withdraw_finding(finding=square.next, reporter=reporter, at=MOMENT)


def assess_one(square: Square) -> None:
    assess_finding(finding_id=square.first.pk, at=MOMENT)


def assess_all(square: Square) -> None:
    assess_objective(objective_id=square.first.objective_id, at=MOMENT)


def assess_person(square: Square) -> None:
    assess_reports_of(participant_ids=[square.next.participant_id], at=MOMENT)


def assess_in_turn(square: Square) -> None:
    """Do as the reader of the log does: one after the other, all in one transaction."""
    for finding in (square.elsewhere, square.next, square.first):
        assess_finding(finding_id=finding.pk, at=MOMENT)
    assess_person(square)


@pytest.mark.parametrize(
    ("decide", "assess"),
    [
        (verify, assess_one),
        (call_duplicate, assess_one),
        (withdraw, assess_one),
        (reject, assess_one),
        (reject, assess_all),
        (reject, assess_person),
        (reject, assess_in_turn),
    ],
)
def test_a_decision_while_what_is_thought_of_it_is_written(
    decide: Callable[[Square], Finding], assess: Callable[[Square], None]
) -> None:
    square = Square()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            assess(square)
            decided = elsewhere.submit(in_a_connection_of_its_own, decide, square)
            wait_until_it_waits(decided)
        state = decided.result(PATIENCE_SECONDS).state

    assert state not in Finding.UNDECIDED
    assert Finding.objects.get(pk=square.next.pk).state == state
    kept = Assessment.objects.get(finding=square.next)
    assert (kept.cluster_first_id, kept.priority) == (square.next.pk, 0)
    settle_due(at=MOMENT)


def test_a_decision_before_there_is_anything_thought_of_it() -> None:
    """The verdict finds no assessment that could leave the queue; the message of it finds one that came too late."""
    campaign = cast.live_campaign()
    (dave,) = strangers(campaign, "dave")
    report = report_at(dave)

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        assess_finding(finding_id=report.pk, at=MOMENT)
        elsewhere.submit(in_a_connection_of_its_own, reject_report, report).result(PATIENCE_SECONDS)

    assert Assessment.objects.filter(finding=report, priority__gt=0).exists()
    assess_finding(finding_id=report.pk, at=MOMENT)
    assert Assessment.objects.get(finding=report).priority == 0


def in_a_connection_of_its_own(decide: Callable[[Subject], Finding], subject: Subject) -> Finding:
    try:
        return decide(subject)
    finally:
        connection.close()


def wait_until_it_waits(decided: Future[Finding]) -> None:
    """Wait until the decision waits for this transaction."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while not decided.done():
            assert time.monotonic() < deadline, "the decision neither ended nor waited"
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
            if cursor.rowcount:
                return
            time.sleep(0.01)
    raise AssertionError(f"the decision did not wait: {decided.result()}")
