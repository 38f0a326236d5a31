"""Nothing leaves to somebody who is on hold, in quarantine or removed, wherever a payout of theirs has got to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from campaigns.errors import DomainError
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import unfreeze_branch
from campaigns.trust.operations import decide_hold, place_hold, quarantine_branch
from rewards.payouts.checks import checks_of
from rewards.payouts.filing import take_file
from rewards.payouts.operations import cancel_batch
from rewards.settlement.audit import find_differences
from tests import cast
from tests.payouts.stage import PAYDAY, Treasury, earner, paying_campaign, providers

pytestmark = pytest.mark.django_db

Stop = Callable[[Participant, datetime], object]


def hold(person: Participant, at: datetime) -> None:
    place_hold(participant=person, reason="A tip.", placed_by=cast.organizer_of(person.campaign), at=at)


def exclude(person: Participant, at: datetime) -> None:
    organizer = cast.organizer_of(person.campaign)
    placed = place_hold(participant=person, reason="A tip.", placed_by=organizer, at=at)
    decide_hold(hold=placed, decision="excluded", decided_by=organizer, at=at, note="Forged.")


def freeze(person: Participant, at: datetime) -> None:
    quarantine_branch(root=person, reason="A tip.", placed_by=cast.organizer_of(person.campaign), at=at)


STOPS = [pytest.param(hold, "on_hold"), pytest.param(exclude, "removed"), pytest.param(freeze, "in_quarantine")]
stops = pytest.mark.parametrize(("stop", "reason"), STOPS)


@pytest.fixture
def treasury() -> Treasury:
    return paying_campaign()


@stops
def test_they_are_left_out_of_a_draft(treasury: Treasury, stop: Stop, reason: str) -> None:
    with providers():
        bob, ann = earner(treasury, "bob"), earner(treasury, "ann")
        stop(bob, PAYDAY)
        batch = treasury.draft()
    assert batch.left_out["counts"] == {reason: 1}
    assert batch.payouts.get().participant == ann
    assert treasury.stands(bob) == {"payable": 10_000}


@stops
def test_a_draft_with_them_cannot_be_approved(treasury: Treasury, stop: Stop, reason: str) -> None:
    with providers():
        bob = earner(treasury, "bob")
        batch = treasury.draft()
        stop(bob, PAYDAY)
        (blocked,) = [check.code for check in checks_of(batch, at=PAYDAY) if check.level == "block"]
        with pytest.raises(DomainError) as refused:
            treasury.approve(batch)
    assert (blocked, refused.value.code) == ("person_can_be_paid", "batch_is_blocked")


@stops
def test_an_approved_payout_to_them_is_kept_back_and_can_be_cancelled(
    treasury: Treasury, stop: Stop, reason: str
) -> None:
    with providers():
        bob = earner(treasury, "bob")
        batch = treasury.send()
        stop(bob, PAYDAY)
        with pytest.raises(DomainError) as refused:
            take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
        assert refused.value.code == "payouts_kept_back"
        cancel_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}
    assert find_differences(treasury.campaign.pk, at=PAYDAY) == []


def test_a_hold_that_ran_out_and_a_lifted_quarantine_let_them_be_paid(treasury: Treasury) -> None:
    with providers():
        bob = earner(treasury, "bob")
        hold(bob, PAYDAY - 31 * cast.ONE_DAY)
        freeze(bob, PAYDAY)
        unfreeze_branch(root=bob, actor=None, at=PAYDAY)
        assert treasury.draft().payouts.get().participant == bob
