"""What the log tells of pay adds up to what the ledger has: earned less reversed and forfeited, person by person."""

from __future__ import annotations

from collections import defaultdict

import pytest

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from campaigns.planning.models import Campaign
from rewards.ledger.models import Account
from rewards.settlement.forfeiting import forfeit_due
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from rewards.settlement.reversing import reverse_due
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.trust.stage import Stage

pytestmark = pytest.mark.usefixtures("committed")

_SIGNS = {"reward.earned": 1, "reward.reversed": -1, "reward.forfeited": -1}
# Where what somebody earned can stand; a debt is what they had and gave away or spent.
_THEIRS = ("held", "payable", "in_payout", "paid")


def told(campaign: Campaign) -> dict[int, int]:
    """Add up what the log says that everybody has earned."""
    sums: dict[int, int] = defaultdict(int)
    for event in Event.objects.filter(campaign=campaign, kind__in=_SIGNS):
        assert event.participant_id is not None
        assert event.data["amount_minor"] >= 0
        sums[event.participant_id] += _SIGNS[event.kind] * event.data["amount_minor"]
    return {who: minor for who, minor in sums.items() if minor}


def kept(campaign: Campaign) -> dict[int, int]:
    """Add up what stands on everybody's accounts."""
    sums: dict[int, int] = defaultdict(int)
    for account in Account.objects.filter(campaign=campaign, participant__isnull=False):
        if account.participant_id is not None and account.kind in _THEIRS:
            sums[account.participant_id] += account.balance_minor
    return {who: minor for who, minor in sums.items() if minor}


def reverse(finding: Finding, stage: Stage) -> None:
    later = MOMENT + 30 * ONE_DAY
    reverse_finding(finding=finding, reviewer=stage.olga, at=later, reason="fraud", note="Forged.")
    assert reverse_due(at=later) == 1


def test_what_was_forfeited_is_not_taken_a_second_time() -> None:
    stage = Stage(quota=2, hold_days=7)
    people = stage.people
    finding = cast.verify(cast.report(people.dave), by=stage.olga)
    assert settle_due(at=MOMENT) == 1
    assert told(stage.campaign) == kept(stage.campaign)
    assert len(told(stage.campaign)) == 4
    stage.remove(people.bob)
    assert forfeit_due(at=MOMENT + 20 * ONE_DAY) == 1
    release_due(at=MOMENT + 20 * ONE_DAY)
    assert told(stage.campaign) == kept(stage.campaign)
    assert people.bob.pk not in told(stage.campaign)
    reverse(finding, stage)
    assert told(stage.campaign) == kept(stage.campaign) == {}
    reversed_ = Event.objects.get(campaign=stage.campaign, kind="reward.reversed", participant=people.bob)
    assert reversed_.data == {"amount_minor": 0, "owed_minor": 0}


def test_what_was_paid_is_taken_back_as_a_debt() -> None:
    stage = Stage(quota=2)
    finding = cast.verify(cast.report(stage.people.dave), by=stage.olga)
    settle_due(at=MOMENT)
    cast.pay_out(stage.people.dave, 200_000)
    reverse(finding, stage)
    assert told(stage.campaign) == {}
    event = Event.objects.get(campaign=stage.campaign, kind="reward.reversed", participant=stage.people.dave)
    assert event.data == {"amount_minor": 200_000, "owed_minor": 200_000}
