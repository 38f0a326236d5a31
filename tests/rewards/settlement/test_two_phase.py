"""Two-phase money: held, released, reversed, owed, repaid, pledged; and what the database refuses of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.contracts.budget import read_budget
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.ledger.pledging import make_pledge
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from rewards.settlement.reversing import reverse_due, reverse_settlement
from rewards.settlement.sweeping import alone
from tests import cast
from tests.cast import MOMENT, ONE_DAY, Cast
from tests.laws.damage import lawless, run

pytestmark = pytest.mark.django_db

LATER = MOMENT + timedelta(days=4)


def balances(campaign: Campaign) -> dict[str, int]:
    """Add up what stands on the accounts of each kind; what is owed counts as owed."""
    sums: dict[str, int] = {}
    for account in Account.objects.filter(campaign=campaign):
        sums[account.kind] = sums.get(account.kind, 0) + account.balance_minor
    return {kind: minor for kind, minor in sums.items() if minor and kind != "world"}


def balance(participant: Participant, kind: str) -> int:
    account = Account.objects.filter(participant=participant, kind=kind).first()
    return account.balance_minor if account else 0


def staged(quota: int = 3, **rules: Any) -> tuple[Campaign, Cast]:
    campaign = cast.live_campaign([(400_000, quota)], **rules)
    return campaign, cast.full_cast(campaign)


def found(by: Participant, *, at: datetime = MOMENT) -> Finding:
    """Have somebody's finding verified and settled."""
    finding = cast.verify(cast.report(by, at=at), at=at)
    assert settle_due(at=at) == 1
    return finding


def undo(finding: Finding, *, at: datetime = MOMENT) -> None:
    """Reverse a finding, and take the money back."""
    reviewer = cast.organizer_of(finding.campaign)
    reverse_finding(finding=finding, reviewer=reviewer, at=at, reason="fraud", note="The photograph is of 2007.")
    assert reverse_due(at=at) == 1


def test_rewards_are_held_for_the_days_that_the_campaign_says() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    assert balances(campaign) == {"escrow": 800_000, "held": 375_000, "charity": 25_000}
    assert release_due(at=MOMENT + timedelta(days=3, seconds=-1)) == 0
    assert release_due(at=MOMENT + timedelta(days=3)) == 4
    assert [balance(person, "payable") for person in people.chain] == [200_000, 100_000, 50_000, 25_000]
    assert balances(campaign) == {"escrow": 800_000, "payable": 375_000, "charity": 25_000}
    assert release_due(at=LATER) == 0
    assert Event.objects.filter(kind="reward.released", campaign=campaign).count() == 4
    assert find_differences(campaign.pk, at=LATER) == []


def test_a_place_that_nobody_claimed_keeps_its_share_held_until_it_is_claimed() -> None:
    campaign, people = staged()
    user = people.bob.user
    Participant.objects.filter(pk=people.bob.pk).update(user=None)
    found(people.dave)
    assert balances(campaign)["held"] == 50_000
    assert release_due(at=MOMENT + ONE_DAY) == 0
    Participant.objects.filter(pk=people.bob.pk).update(user=user)
    assert release_due(at=MOMENT + ONE_DAY + timedelta(hours=1)) == 0, "it is looked at once a day"
    assert release_due(at=MOMENT + 2 * ONE_DAY) == 1
    assert balance(people.bob, "payable") == 50_000


def test_a_finding_reversed_while_held_returns_every_share_and_the_remainder() -> None:
    campaign, people = staged(hold_days=3)
    finding = found(people.dave)
    undo(finding)
    assert balances(campaign) == {"escrow": 1_200_000}
    assert read_budget(campaign_id=campaign.pk).free == 400_000, "its rank is given to nobody else"
    assert release_due(at=LATER) == 0
    assert reverse_settlement(finding_id=finding.pk, at=LATER) == 0
    told = Event.objects.filter(kind="reward.reversed", campaign=campaign).values_list("participant_id", flat=True)
    assert set(told) == {person.pk for person in people.chain}
    assert find_differences(campaign.pk, at=LATER) == []


def test_a_finding_reversed_before_it_was_settled_is_never_paid() -> None:
    campaign, people = staged()
    finding = cast.verify(cast.report(people.dave))
    reviewer = cast.organizer_of(campaign)
    reverse_finding(finding=finding, reviewer=reviewer, at=MOMENT, reason="mistake", note="The wrong one.")
    assert (settle_due(at=MOMENT), reverse_due(at=MOMENT)) == (0, 0)
    assert read_budget(campaign_id=campaign.pk).free == 400_000
    assert find_differences(campaign.pk, at=LATER) == []


def test_what_was_paid_becomes_a_debt_that_the_next_rewards_repay_first() -> None:
    campaign, people = staged()
    finding = found(people.dave)
    cast.pay_out(people.dave, 150_000)
    undo(finding)
    assert balance(people.dave, "payable") == 0
    assert balance(people.dave, "owed_by") == 150_000
    assert balances(campaign) == {"escrow": 1_050_000, "paid": 150_000, "owed_by": 150_000, "owed_back": 150_000}
    budget = read_budget(campaign_id=campaign.pk)
    assert (budget.owed, budget.free) == (150_000, 250_000), "a debt is no money in escrow"

    second = found(people.carol)
    assert balance(people.dave, "owed_by") == 150_000, "Carol's finding pays nothing to Dave below her"
    assert balance(people.carol, "payable") == 200_000
    found(people.dave)
    assert balance(people.dave, "owed_by") == 0
    assert balance(people.dave, "payable") == 50_000
    assert find_differences(campaign.pk, at=LATER) == []

    undo(second)
    assert balance(people.carol, "owed_by") == 0, "what Carol earned by another finding covers it"
    assert balance(people.carol, "payable") == 100_000
    assert find_differences(campaign.pk, at=LATER) == []


def test_a_debt_larger_than_the_next_reward_is_repaid_in_parts() -> None:
    campaign, people = staged()
    finding = found(people.dave)
    cast.pay_out(people.dave, 200_000)
    undo(finding)
    make_pledge(participant=people.dave, percent=50, to="charity", at=MOMENT)
    found(people.dave, at=MOMENT + ONE_DAY)
    assert (balance(people.dave, "owed_by"), balance(people.dave, "payable")) == (0, 0)
    assert balances(campaign)["charity"] == 25_000, "nothing was left to give of"
    assert find_differences(campaign.pk, at=LATER) == []


def test_a_pledge_takes_its_part_from_the_next_reward_on() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    make_pledge(participant=people.carol, percent=10, to="solidarity", at=MOMENT + ONE_DAY)
    second = found(people.dave, at=MOMENT + ONE_DAY)
    make_pledge(participant=people.carol, percent=0, to="solidarity", at=MOMENT + 2 * ONE_DAY)
    release_due(at=MOMENT + 10 * ONE_DAY)
    assert balance(people.carol, "payable") == 190_000, "the first was settled before, and the second counts as pledged"
    assert balances(campaign)["solidarity"] == 10_000
    undo(second, at=MOMENT + 11 * ONE_DAY)
    assert balances(campaign) == {"escrow": 800_000, "payable": 375_000, "charity": 25_000}
    assert find_differences(campaign.pk, at=MOMENT + 12 * ONE_DAY) == []


def test_a_pledge_rounds_down_and_works_without_a_hold() -> None:
    campaign, people = staged()
    make_pledge(participant=people.dave, percent=33, to="charity", at=MOMENT)
    found(people.alice)
    found(people.dave)
    assert balance(people.dave, "payable") == 200_000 - 66_000
    assert find_differences(campaign.pk, at=LATER) == []


@pytest.mark.parametrize(("percent", "to"), [(-1, "charity"), (101, "charity"), (True, "charity"), (10, "escrow")])
def test_a_pledge_of_nonsense_is_refused(percent: int, to: str) -> None:
    _, people = staged()
    with pytest.raises(DomainError):
        make_pledge(participant=people.dave, percent=percent, to=to, at=MOMENT)


@pytest.mark.parametrize("who", ["alice", "carol", "dave"])
def test_nobody_decides_about_their_own_chain(who: str) -> None:
    _, people = staged()
    finding = cast.verify(cast.report(people.carol))
    reviewer = getattr(people, who).user
    with pytest.raises(DomainError, match="somebody else must decide"):
        reverse_finding(finding=finding, reviewer=reviewer, at=MOMENT, reason="fraud", note="No.")
    with pytest.raises(DomainError, match="somebody else must decide"):
        cast.verify(cast.report(people.carol), by=reviewer)


def refuse(campaign: Campaign, movements: Iterable[Movement], law: str = "transfer_is_what_its_reason_says") -> None:
    """Post transfers past all code, and see the database refuse them by this law."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        post_transfers(campaign_id=campaign.pk, movements=movements)
    assert refused.value.__cause__.diag.constraint_name == law  # type: ignore[union-attr]  # psycopg2's own error


class Books:
    """The accounts of a campaign and of its cast, by name, and a settlement with all its shares held."""

    def __init__(self) -> None:
        self.campaign, self.people = staged(hold_days=3)
        self.finding = found(self.people.dave)
        self.settlement = Settlement.objects.get(finding=self.finding).pk
        self.own: Mapping[str, int] = lock_escrow(campaign_id=self.campaign.pk)
        kinds = ("held", "payable", "in_payout", "paid", "owed_by")
        wanted = [(who.pk, kind) for who in self.people.chain for kind in kinds]
        self.theirs = open_participant_accounts(campaign_id=self.campaign.pk, wanted=wanted)

    def of(self, who: str, kind: str) -> int:
        return self.theirs[getattr(self.people, who).pk, kind]

    def move(self, debit: int, credit: int, minor: int, reason: str) -> Movement:
        return Movement(debit, credit, minor, reason, self.settlement)


@pytest.fixture
def books() -> Books:
    return Books()


def test_no_more_is_released_than_was_held_and_to_nobody_else(books: Books) -> None:
    held, payable = books.of("bob", "held"), books.of("bob", "payable")
    refuse(books.campaign, [books.move(held, books.of("carol", "payable"), 50_000, "release")])
    refuse(books.campaign, [books.move(held, payable, 50_001, "release")], "account_never_goes_below_zero")
    # Dave's held money of another settlement covers the balance, and not the share.
    found(books.people.dave)
    refuse(books.campaign, [books.move(books.of("dave", "held"), books.of("dave", "payable"), 200_001, "release")])
    post_transfers(campaign_id=books.campaign.pk, movements=[books.move(held, payable, 50_000, "release")])
    refuse(books.campaign, [books.move(held, payable, 1, "release")], "settlement_moves_money_once_for_a_reason")
    part = books.move(books.of("carol", "held"), books.of("carol", "payable"), 1, "release")
    refuse(books.campaign, [part])


def test_nothing_comes_back_of_a_finding_that_stands_and_of_a_reversed_one_all(books: Books) -> None:
    escrow = books.own["escrow"]
    whole = [
        *(books.move(books.of(who, "held"), escrow, minor, "reversal") for who, minor in SHARES.items()),
        books.move(books.own["charity"], escrow, 25_000, "reversal"),
    ]
    refuse(books.campaign, whole)
    reviewer = cast.organizer_of(books.campaign)
    reverse_finding(finding=books.finding, reviewer=reviewer, at=MOMENT, reason="fraud", note="False.")
    for missing in range(len(whole)):
        refuse(books.campaign, whole[:missing] + whole[missing + 1 :])
    refuse(books.campaign, [whole[0]._replace(amount_minor=199_999), *whole[1:]])
    post_transfers(campaign_id=books.campaign.pk, movements=whole)


SHARES = {"dave": 200_000, "carol": 100_000, "bob": 50_000, "alice": 25_000}


def test_a_pledge_takes_no_more_than_what_became_payable_of_the_share(books: Books) -> None:
    payable, solidarity = books.of("dave", "payable"), books.own["solidarity"]
    release_due(at=LATER)
    second = found(books.people.dave)
    refuse(books.campaign, [books.move(payable, solidarity, 1, "pledge")])
    make_pledge(participant=books.people.dave, percent=1, to="solidarity", at=MOMENT)
    of_held = books.move(payable, solidarity, 1, "pledge")._replace(settlement_id=second.settlement.pk)
    refuse(books.campaign, [of_held])
    refuse(books.campaign, [books.move(payable, solidarity, 200_001, "pledge")], "account_never_goes_below_zero")
    post_transfers(campaign_id=books.campaign.pk, movements=[books.move(payable, solidarity, 200_000, "pledge")])


def test_a_debt_grows_less_by_what_is_repaid(books: Books) -> None:
    release_due(at=LATER)
    payable, escrow = books.of("dave", "payable"), books.own["escrow"]
    repayment = books.move(payable, escrow, 10, "repayment")
    refuse(books.campaign, [repayment])
    repaid = books.move(books.own["owed_back"], books.of("dave", "owed_by"), 10, "debt_repaid")
    # Both accounts of the pair would fall below their floor; which is said first is chance.
    with pytest.raises(IntegrityError, match=r"account_never_goes_below_zero|debt_is_never_repaid_twice"):
        post_transfers(campaign_id=books.campaign.pk, movements=[repayment, repaid])


@pytest.mark.parametrize(
    ("debit", "credit", "reason"),
    [
        ("held", "paid", "release"),
        ("held", "escrow", "release"),
        ("payable", "owed_by", "debt"),
        ("payable", "held", "reversal"),
        ("in_payout", "escrow", "reversal"),
        ("paid", "escrow", "reversal"),
        ("held", "charity", "pledge"),
        ("payable", "escrow", "pledge"),
        ("escrow", "owed_back", "repayment"),
        ("held", "escrow", "repayment"),
    ],
)
def test_every_reason_has_its_way(books: Books, debit: str, credit: str, reason: str) -> None:
    def account(kind: str) -> int:
        return books.own[kind] if kind in books.own else books.of("dave", kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        post_transfers(
            campaign_id=books.campaign.pk, movements=[books.move(account(debit), account(credit), 1, reason)]
        )


def test_a_transfer_for_two_things_at_once_is_refused(books: Books) -> None:
    double = books.move(books.of("bob", "held"), books.of("bob", "payable"), 50_000, "release")._replace(payout_id=1)
    refuse(books.campaign, [double], "transfer_says_where_it_comes_from")
    assert Transfer.objects.filter(payout=1).count() == 0


def test_one_bad_settlement_keeps_nobody_else_held(books: Books) -> None:
    """A share that was let go past the code leaves its settlement behind, and all others are released."""
    other, people = staged(hold_days=3)
    found(people.dave)
    with lawless():
        damage = "UPDATE rewards_account SET debits_minor = credits_minor WHERE id = %s"
        assert run(damage, books.of("dave", "held")) == 1
    assert release_due(at=LATER) == 4
    assert balances(other)["payable"] == 375_000
    assert Settlement.objects.get(pk=books.settlement).releases_at is not None


def test_a_sweep_is_alone(books: Books) -> None:
    with alone("release_due") as first:
        assert first
        # The same session may take its own lock again; another one may not.
        other = connections.create_connection("default")
        with closing(other), other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext('sweep'), hashtext('release_due'))")
            assert cursor.fetchone()[0] is False
