"""What happens to a chunk while it is being settled, and two connections that settle at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connection, connections
from django.utils import timezone

from campaigns.findings.operations import reverse_finding
from campaigns.planning.models import Campaign
from rewards.contracts.operations import set_contract
from rewards.settlement.audit import find_differences
from rewards.settlement.models import DueFinding, Settlement
from rewards.settlement.operations import CHUNK, settle_chunk, settle_due, settle_finding
from tests import cast
from tests.benchmarks.population import populate, report_found
from tests.cast import HALF, MOMENT


class Interruption:
    """Something done once on another connection, right before this one says certain words to the database."""

    def __init__(self, words: str, act: Callable[[], object]) -> None:
        self._words = words
        self._act = act
        self.done = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if self._words in sql and not self.done:
            self.done = True
            other = Thread(target=self._on_another_connection)
            other.start()
            other.join()
        return execute(sql, *rest)

    def _on_another_connection(self) -> None:
        self._act()
        connections.close_all()


DRAFTING = "WITH RECURSIVE above"
LOCKING = "FOR NO KEY UPDATE"


def settled_of(campaign: Campaign) -> dict[int, int]:
    """Give the prize that was split for every settled finding."""
    return dict(Settlement.objects.filter(campaign=campaign).values_list("finding_id", "prize_minor"))


def test_a_finding_reversed_meanwhile_keeps_no_other_from_being_settled(committed: None) -> None:
    """Between the reading of what is due and the writing, a reviewer on another connection is quicker."""
    campaign = cast.live_campaign([(400_000, 3)])
    people = cast.full_cast(campaign)
    findings = [cast.verify(cast.report(people.dave)) for _ in range(3)]
    reviewer = cast.organizer_of(campaign)

    def reverse() -> None:
        reverse_finding(finding=findings[1], reviewer=reviewer, at=MOMENT, reason="mistake", note="The wrong one.")

    interruption = Interruption(DRAFTING, reverse)
    with connection.execute_wrapper(interruption):
        ids = [finding.pk for finding in findings]
        assert settle_chunk(campaign_id=campaign.pk, finding_ids=ids, at=MOMENT) == 2
    assert interruption.done
    assert set(settled_of(campaign)) == {findings[0].pk, findings[2].pk}
    assert not find_differences(campaign.pk, at=MOMENT)


def test_a_finding_settled_meanwhile_is_not_settled_again(committed: None) -> None:
    campaign = cast.live_campaign([(400_000, 3)])
    people = cast.full_cast(campaign)
    findings = [cast.verify(cast.report(people.dave)) for _ in range(3)]
    ids = [finding.pk for finding in findings]
    interruption = Interruption(DRAFTING, lambda: settle_chunk(campaign_id=campaign.pk, finding_ids=ids[:2], at=MOMENT))
    with connection.execute_wrapper(interruption):
        assert settle_chunk(campaign_id=campaign.pk, finding_ids=ids, at=MOMENT) == 1
    assert interruption.done
    assert set(settled_of(campaign)) == set(ids)


def test_a_promise_raised_meanwhile_is_raised_after_what_was_drafted(committed: None) -> None:
    """The finding is settled by the promise that stood when it was drafted; the next one by the raised one."""
    campaign = cast.live_campaign([(400_000, 2)], spare_minor=1_200_000)
    people = cast.full_cast(campaign)
    finding, following = cast.verify(cast.report(people.dave)), cast.report(people.dave)

    def double() -> None:
        set_contract(
            objective=finding.objective, actor=cast.organizer_of(campaign), at=MOMENT,
            mechanism="recursive", terms=HALF, prize_minor=800_000,
        )  # fmt: skip

    interruption = Interruption(LOCKING, double)
    with connection.execute_wrapper(interruption):
        assert settle_chunk(campaign_id=campaign.pk, finding_ids=[finding.pk], at=MOMENT) == 1
    assert interruption.done
    assert settle_finding(finding_id=cast.verify(following).pk, at=MOMENT) == 1
    assert settled_of(campaign) == {finding.pk: 400_000, following.pk: 800_000}
    assert not find_differences(campaign.pk, at=MOMENT)


def test_a_sweep_of_many_chunks_settles_each_finding_once(committed: None) -> None:
    population = populate(size=300, quotas=[2 * CHUNK + 1], say=lambda _: None)
    objective = cast.objective_of(population.campaign)
    finders = population.draw_finders(2 * CHUNK + 1, part=0, parts=1)
    ids = report_found(population, objective, finders, verified=True)
    assert settle_due(at=timezone.now()) >= len(ids)
    assert set(settled_of(population.campaign)) == set(ids)
    assert not DueFinding.objects.filter(campaign=population.campaign).exists()
    assert not find_differences(population.campaign.pk, at=timezone.now())
