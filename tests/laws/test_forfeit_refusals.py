"""A held share is forfeited in whole, once, to where the remainder goes, and comes back from there."""

from __future__ import annotations

import pytest

from campaigns.recruiting.models import Participant
from rewards.ledger.models import Account
from rewards.ledger.operations import Movement, open_participant_accounts, post_transfers
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import MOMENT
from tests.laws.damage import read
from tests.laws.forfeit_refusals import (
    ELSEWHERE_FORFEITS,
    FORFEIT_REFUSALS,
    HARMLESS_FORFEITS,
    HARMLESS_WITHOUT_REMAINDER,
    REFUSED_WITHOUT_REMAINDER,
)
from tests.laws.refusal import Refusal
from tests.laws.test_refusals import Stage, refused_by

pytestmark = pytest.mark.django_db


def held_shares(remainder_to: str = "charity") -> Stage:
    """Settle findings of Dave's, of Carol's and of Alice's, who has hers already; and remove Bob after that."""
    campaign = cast.live_campaign([(400_000, 3)], spare_minor=50_000, hold_days=30, remainder_to=remainder_to)
    people = cast.full_cast(campaign)
    first, second, third = (_settle(finder) for finder in (people.dave, people.carol, people.alice))
    stage = _name(people) | {"first": first.pk, "second": second.pk, "third": third.pk}
    released = Movement(stage["alice_held"], stage["alice_payable"], 200_000, "release", third.pk)
    post_transfers(campaign_id=campaign.pk, movements=[released])
    return stage | {"finding": first.finding_id, "by_alice": third.finding_id}


def _settle(finder: Participant) -> Settlement:
    finding = cast.verify(cast.report(finder))
    assert settle_finding(finding_id=finding.pk, at=MOMENT) == 1
    return Settlement.objects.get(finding=finding)


def _name(people: cast.Cast) -> Stage:
    """Remove Bob, and give the ids of everybody's accounts and of the campaign's."""
    campaign_id = people.bob.campaign_id
    Participant.objects.filter(pk=people.bob.pk).update(removed_at=MOMENT)
    names = {getattr(people, name).pk: name for name in ("alice", "bob", "carol", "dave")}
    wanted = [(pk, kind) for pk in names for kind in ("held", "payable", "owed_by")]
    opened = open_participant_accounts(campaign_id=campaign_id, wanted=wanted)
    return {
        **dict(Account.objects.of_campaign(campaign_id).values_list("kind", "pk")),
        **{f"{names[pk]}_{kind}": account for (pk, kind), account in opened.items()},
        **{name: pk for pk, name in names.items()},
        "campaign": campaign_id,
        "eve_user": cast.make_user("eve").pk,
    }


@pytest.fixture
def stage() -> Stage:
    foreign = held_shares()
    payout = cast.pay_out(Participant.objects.get(pk=foreign["alice"]), 200_000)
    return held_shares() | {"foreign": foreign["first"], "foreign_payout": payout.pk}


def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in FORFEIT_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="origin") == refusal.law


def test_a_replication_session_is_refused_as_well(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in FORFEIT_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="replica") == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    for statement in HARMLESS_FORFEITS:
        with subtests.test(statement):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None


@pytest.mark.parametrize("remainder_to", ELSEWHERE_FORFEITS)
def test_they_are_in_order_too_where_the_remainder_goes_elsewhere(remainder_to: str, subtests: pytest.Subtests) -> None:
    stage = held_shares(remainder_to)
    for statement in ELSEWHERE_FORFEITS[remainder_to]:
        with subtests.test(statement):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None


def test_a_forfeit_comes_back_where_there_is_no_remainder_too() -> None:
    terms = {"levels": ["3/4", "1/4"]}
    people = cast.full_cast(cast.live_campaign(mechanism="levels", terms=terms, hold_days=30))
    settlement = _settle(people.bob)
    stage = _name(people) | {"first": settlement.pk, "finding": settlement.finding_id}
    assert refused_by(Refusal("", "", HARMLESS_WITHOUT_REMAINDER), stage, role="origin") is None
    for role in ("origin", "replica"):
        assert refused_by(REFUSED_WITHOUT_REMAINDER, stage, role=role) == REFUSED_WITHOUT_REMAINDER.law


def test_the_shares_are_what_the_statements_take_them_for(stage: Stage) -> None:
    held = "SELECT credits_minor - debits_minor FROM rewards_account WHERE id = %s"
    assert read(held, stage["bob_held"]) == 50_000 + 100_000
    assert read(held, stage["alice_payable"]) == 200_000
    assert read(held, stage["charity"]) == 25_000 + 50_000 + 200_000
