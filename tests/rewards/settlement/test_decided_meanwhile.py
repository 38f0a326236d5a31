"""Decisions about people while their findings are being verified and settled: before a payment or after it, never
into its middle. On committed data, with real connections.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import freeze_branch, unfreeze_branch
from campaigns.trust.models import Hold
from campaigns.trust.operations import (
    decide_hold,
    decide_objection,
    lift_quarantine,
    make_objection,
    place_hold,
    quarantine_branch,
)
from rewards.payouts.drafting import draft_batch
from rewards.payouts.owning import add_destination
from rewards.settlement.audit import find_differences
from rewards.settlement.forfeiting import forfeit_due
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_chunk, settle_due, settle_finding
from rewards.settlement.releasing import release_due
from tests import cast
from tests.cast import MOMENT, ONE_DAY, Cast
from tests.rewards.settlement.test_meanwhile import LOCKING, Interruption
from tests.rewards.settlement.test_two_phase import balance

pytestmark = pytest.mark.usefixtures("swept")

KEEPING = "pg_advisory_xact_lock_shared"


@pytest.fixture
def swept(committed: None) -> Iterator[None]:
    """Look at what is held once more, as the sweep does, before the books of today are looked through."""
    yield
    release_due(at=timezone.now())


class Scene:
    """A campaign whose finding by Dave is verified and not settled."""

    def __init__(self, **rules: Any) -> None:
        self.campaign: Campaign = cast.live_campaign([(400_000, 20)], **rules)
        self.people: Cast = cast.full_cast(self.campaign)
        self.organizer = cast.organizer_of(self.campaign)
        self.finding: Finding = cast.verify(cast.report(self.people.dave))

    def exclude(self, person: Participant) -> Hold:
        hold = place_hold(participant=person, reason="A tip.", placed_by=self.organizer, at=MOMENT)
        return decide_hold(hold=hold, decision="excluded", decided_by=self.organizer, at=MOMENT, note="Forged.")

    def settle(self, words: str, act: Callable[[], object]) -> None:
        """Settle while somebody else, on another connection, does something right before certain words."""
        interruption = Interruption(words, act)
        with connection.execute_wrapper(interruption):
            assert settle_chunk(campaign_id=self.campaign.pk, finding_ids=[self.finding.pk], at=MOMENT) == 1
        assert interruption.done

    def stands(self, kind: str) -> list[int]:
        return [balance(person, kind) for person in self.people.chain]

    def explained(self) -> dict[str, Any]:
        explanation: dict[str, Any] = Settlement.objects.get(finding=self.finding).explanation
        return explanation


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_somebody_excluded_after_the_draft_is_paid_nothing(scene: Scene) -> None:
    scene.settle(LOCKING, lambda: scene.exclude(scene.people.carol))
    assert scene.stands("payable") == [200_000, 0, 50_000, 25_000]
    assert scene.explained()["removed"] == [scene.people.carol.pk]
    assert find_differences(scene.campaign.pk, at=MOMENT) == []


def test_somebody_put_on_hold_after_the_draft_is_held(scene: Scene) -> None:
    scene.settle(
        LOCKING, lambda: place_hold(participant=scene.people.bob, reason="A tip.", placed_by=scene.organizer, at=MOMENT)
    )
    assert scene.stands("payable") == [200_000, 100_000, 0, 25_000]
    assert scene.stands("held") == [0, 0, 50_000, 0]


def test_a_branch_put_in_quarantine_after_the_draft_is_held(scene: Scene) -> None:
    people = scene.people
    scene.settle(
        LOCKING,
        lambda: quarantine_branch(root=people.carol, reason="A tip.", placed_by=scene.organizer, at=MOMENT),
    )
    assert scene.stands("payable") == [0, 0, 50_000, 25_000]
    assert scene.stands("held") == [200_000, 100_000, 0, 0]


def test_somebody_reinstated_after_the_draft_is_paid(scene: Scene) -> None:
    hold = scene.exclude(scene.people.carol)
    objection = make_objection(participant=scene.people.carol, hold=hold, text="No.", at=MOMENT)
    other = cast.make_user("otto")
    Role.objects.create(campaign=scene.campaign, user=other, kind="organizer")
    scene.settle(
        LOCKING, lambda: decide_objection(objection=objection, granted=True, decided_by=other, at=MOMENT, note="True.")
    )
    assert scene.stands("payable") == [200_000, 100_000, 50_000, 25_000]
    assert "removed" not in scene.explained()


def test_what_was_decided_about_others_before_does_not_make_a_draft_anew() -> None:
    """Somebody frozen, removed or on hold since long ago is no change."""
    scene = Scene()
    place_hold(participant=scene.people.bob, reason="A tip.", placed_by=scene.organizer, at=MOMENT)
    freeze_branch(root=scene.people.dave, actor=None, at=MOMENT)
    scene.exclude(scene.people.alice)
    with CaptureQueriesContext(connection) as asked:
        assert settle_chunk(campaign_id=scene.campaign.pk, finding_ids=[scene.finding.pk], at=MOMENT) == 1
    said = [query["sql"] for query in asked]
    assert sum("WITH RECURSIVE above" in sql for sql in said) == 1
    assert sum(KEEPING in sql for sql in said) == 1
    assert scene.stands("held") == [200_000, 0, 50_000, 0]
    unfreeze_branch(root=scene.people.dave, actor=None, at=MOMENT)


def test_where_everything_is_held_nothing_is_asked_again() -> None:
    scene = Scene(hold_days=3)
    with CaptureQueriesContext(connection) as asked:
        assert settle_chunk(campaign_id=scene.campaign.pk, finding_ids=[scene.finding.pk], at=MOMENT) == 1
    assert not any(KEEPING in query["sql"] for query in asked)


def test_somebody_excluded_after_a_draft_that_holds_everything_forfeits_it() -> None:
    scene = Scene(hold_days=3)
    scene.settle(LOCKING, lambda: scene.exclude(scene.people.carol))
    assert scene.stands("held") == [200_000, 100_000, 50_000, 25_000]
    release_due(at=MOMENT + 3 * ONE_DAY)
    assert scene.stands("payable") == [200_000, 0, 50_000, 25_000]
    assert forfeit_due(at=MOMENT + 14 * ONE_DAY) >= 1
    assert scene.stands("held") == [0, 0, 0, 0]


def _waits_for(act: Callable[[], object], *, words: str, while_doing: Callable[[], object]) -> None:
    """Show that an act on another connection, begun after certain words of another, ends only when that has ended."""
    ended: list[float] = []

    def on_another_connection() -> None:
        act()
        ended.append(monotonic())
        connections.close_all()

    other = Thread(target=on_another_connection)

    def begin(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        if words in sql and other.ident is None:
            other.start()
            sleep(0.4)
            assert not ended, "it went into the middle"
        return answer

    with connection.execute_wrapper(begin):
        while_doing()
    other.join(timeout=20)
    assert ended


def test_a_decision_after_the_last_look_waits_until_the_settlement_is_written(scene: Scene) -> None:
    _waits_for(
        lambda: scene.exclude(scene.people.carol),
        words=KEEPING,
        while_doing=lambda: settle_finding(finding_id=scene.finding.pk, at=MOMENT),
    )
    assert scene.stands("payable") == [200_000, 100_000, 50_000, 25_000], "it was settled before"
    assert Participant.objects.get(pk=scene.people.carol.pk).removed_at == MOMENT
    settle_finding(finding_id=cast.verify(cast.report(scene.people.dave)).pk, at=MOMENT)
    assert balance(scene.people.carol, "payable") == 100_000, "and nothing comes to it any more"


def test_a_hold_waits_for_a_release_that_is_being_written() -> None:
    scene = Scene(hold_days=1)
    settle_due(at=MOMENT)
    _waits_for(
        lambda: place_hold(participant=scene.people.carol, reason="A tip.", placed_by=scene.organizer, at=MOMENT),
        words=KEEPING,
        while_doing=lambda: release_due(at=MOMENT + ONE_DAY),
    )
    assert balance(scene.people.carol, "payable") == 100_000


def test_an_objection_waits_for_a_forfeit_that_is_being_written() -> None:
    scene = Scene(hold_days=1)
    settle_due(at=MOMENT)
    hold = scene.exclude(scene.people.carol)
    release_due(at=MOMENT + ONE_DAY)
    late = MOMENT + 14 * ONE_DAY
    _waits_for(
        lambda: make_objection(participant=scene.people.carol, hold=hold, text="No.", at=late),
        words=KEEPING,
        while_doing=lambda: forfeit_due(at=late),
    )
    assert balance(scene.people.carol, "held") == 0


# A finding verified while its reporter is being quarantined


def _paid_out(scene: Scene) -> set[int]:
    """Name whom a batch drafted now would pay."""
    treasurer = cast.make_user("tess")
    Role.objects.create(campaign=scene.campaign, user=treasurer, kind="treasurer")
    for person in scene.people.chain:
        if person.user is not None:
            add_destination(user=person.user, kind="paypal", value=person.user.email, at=MOMENT)
    batch = draft_batch(campaign=scene.campaign, provider_name="paypal_csv", treasurer=treasurer, at=MOMENT)
    return set(batch.payouts.values_list("participant_id", flat=True))


def _rounds() -> Iterator[tuple[int, float, float]]:
    chance = random.Random(4)
    for number in range(8):
        yield number, chance.uniform(0, 0.03), chance.uniform(0, 0.03)


def test_a_finding_verified_while_its_reporter_is_being_quarantined() -> None:
    """Whoever is first: nobody is paid twice or out of turn, and once it is lifted everybody has what is theirs."""
    for _, before_verdict, before_quarantine in _rounds():
        scene = Scene()
        settle_due(at=MOMENT)
        finding = cast.report(scene.people.dave)
        together, times = Barrier(2), {}

        def verify(pause: float = before_verdict) -> None:
            together.wait()  # noqa: B023 - both threads end within the round
            sleep(pause)
            cast.verify(finding)  # noqa: B023
            times["settling"] = monotonic()  # noqa: B023
            settle_finding(finding_id=finding.pk, at=MOMENT)  # noqa: B023
            times["settled"] = monotonic()  # noqa: B023
            connections.close_all()

        def quarantine(pause: float = before_quarantine) -> None:
            together.wait()  # noqa: B023
            sleep(pause)
            times["deciding"] = monotonic()  # noqa: B023
            quarantine_branch(root=scene.people.carol, reason="A tip.", placed_by=scene.organizer, at=MOMENT)  # noqa: B023
            times["decided"] = monotonic()  # noqa: B023
            connections.close_all()

        both = [Thread(target=verify), Thread(target=quarantine)]
        for each in both:
            each.start()
        for each in both:
            each.join(timeout=30)
        assert set(times) == {"settling", "settled", "deciding", "decided"}

        paid = [
            total - first
            for total, first in zip(scene.stands("payable"), [200_000, 100_000, 50_000, 25_000], strict=True)
        ]
        assert paid[2:] == [50_000, 25_000], "they stand above"
        assert paid[:2] in ([0, 0], [200_000, 100_000]), "all of the branch, or nobody"
        if times["decided"] < times["settling"]:
            assert paid[:2] == [0, 0]
        if times["settled"] < times["deciding"]:
            assert paid[:2] == [200_000, 100_000]
        assert [h + p for h, p in zip(scene.stands("held"), paid, strict=True)] == [200_000, 100_000, 50_000, 25_000]
        assert _paid_out(scene) == {scene.people.bob.pk, scene.people.alice.pk}, "nothing leaves to the branch"
        assert find_differences(scene.campaign.pk, at=MOMENT) == []

        placed = scene.people.carol.quarantines.get()
        lift_quarantine(quarantine=placed, lifted_by=scene.organizer, at=MOMENT)
        release_due(at=MOMENT + ONE_DAY)
        assert scene.stands("payable") == [400_000, 200_000, 100_000, 50_000]
        assert Settlement.objects.filter(finding=finding).count() == 1


@pytest.mark.parametrize("words", ["WITH RECURSIVE above", LOCKING])
def test_a_reporter_quarantined_in_the_midst_of_settling_is_held(words: str) -> None:
    scene = Scene()
    scene.settle(
        words,
        lambda: quarantine_branch(root=scene.people.dave, reason="A tip.", placed_by=scene.organizer, at=MOMENT),
    )
    assert scene.stands("held") == [200_000, 0, 0, 0]
    assert scene.stands("payable") == [0, 100_000, 50_000, 25_000]
