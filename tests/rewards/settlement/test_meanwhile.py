"""What happens to a chunk while it is being settled."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connection, connections

from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_chunk
from tests import cast
from tests.cast import MOMENT


def test_a_finding_reversed_meanwhile_keeps_no_other_from_being_settled(committed: None) -> None:
    """Once, between the reading of what is due and the writing, a reviewer on another connection is quicker."""
    campaign = cast.live_campaign([(400_000, 3)])
    people = cast.full_cast(campaign)
    findings = [cast.verify(cast.report(people.dave)) for _ in range(3)]
    reviewer = cast.organizer_of(campaign)
    reversals: list[Finding] = []

    def reverse() -> None:
        reversals.append(
            reverse_finding(finding=findings[1], reviewer=reviewer, at=MOMENT, reason="mistake", note="The wrong one.")
        )
        connections.close_all()

    def interrupt(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "WITH RECURSIVE above" in sql and not reversals:
            other = Thread(target=reverse)
            other.start()
            other.join()
        return execute(sql, *rest)

    with connection.execute_wrapper(interrupt):
        ids = [finding.pk for finding in findings]
        assert settle_chunk(campaign_id=campaign.pk, finding_ids=ids, at=MOMENT) == 2
    assert reversals
    settled = Settlement.objects.filter(campaign=campaign).values_list("finding_id", flat=True)
    assert set(settled) == {findings[0].pk, findings[2].pk}
