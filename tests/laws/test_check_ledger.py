"""The audit finds each kind of damage, says where it is, and finds nothing else."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.contracts.operations import close_campaign, refund_free, set_contract
from rewards.settlement.audit import DUE_WITHIN, audit_ledger, find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import MOMENT, Cast
from tests.laws.damage import lawless, read, run

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Books:
    campaign: Campaign
    cast: Cast
    finding: Finding
    settlement: Settlement


@pytest.fixture
def books() -> Books:
    """A live campaign of two objectives; of the first, one of two findings was found by Dave and settled."""
    campaign = cast.live_campaign([(400_000, 2), (100_000, 1)], spare_minor=5_000)
    people = cast.full_cast(campaign)
    finding = cast.verify(cast.report(people.dave))
    assert settle_finding(finding_id=finding.pk, at=MOMENT) == 1
    assert find_differences(campaign.pk) == []
    return Books(campaign, people, finding, Settlement.objects.get(finding=finding))


def found(books: Books, *fragments: str) -> None:
    """Assert that a line of the campaign holds all of these fragments."""
    lines = find_differences(books.campaign.pk)
    assert any(all(fragment in line for fragment in (books.campaign.slug, *fragments)) for line in lines), lines
    assert set(lines) <= set(find_differences())


def change_explanation(books: Books, **changes: object) -> None:
    explanation = books.settlement.explanation | changes
    with lawless():
        query = "UPDATE rewards_settlement SET explanation = %s WHERE id = %s"
        assert run(query, json.dumps(explanation), books.settlement.pk) == 1


def share_of(books: Books, member: str) -> int:
    place = getattr(books.cast, member)
    query = """SELECT transfer.id FROM rewards_transfer transfer JOIN rewards_account account
               ON account.id = transfer.credit_id WHERE account.participant_id = %s"""
    return int(read(query, place.pk))


@pytest.mark.parametrize("side", ["debits_minor", "credits_minor"])
def test_a_changed_account(books: Books, side: str) -> None:
    with lawless():
        account = read("SELECT id FROM rewards_account WHERE campaign_id = %s AND kind = 'world'", books.campaign.pk)
        run(f"UPDATE rewards_account SET {side} = {side} + 1 WHERE id = %s", account)  # noqa: S608 - two words of ours
    found(books, f"account {account} (world), debits and credits", "expected 905000 and 0")


def test_a_changed_transfer(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_transfer SET amount_minor = 199999 WHERE id = %s", share_of(books, "dave"))
    found(books, "(payable), debits and credits", "expected 0 and 199999, found 0 and 200000")
    found(books, f"settlement {books.settlement.pk}, shares paid")


def test_a_transfer_removed(books: Books) -> None:
    with lawless():
        run("DELETE FROM rewards_transfer WHERE id = %s", share_of(books, "bob"))
    found(books, "(payable), debits and credits", "expected 0 and 0, found 0 and 50000")
    found(books, f"settlement {books.settlement.pk}, shares paid")


def test_a_transfer_slipped_in(books: Books) -> None:
    with lawless(indexes=("settlement_moves_money_once_for_a_reason",)):
        run(
            """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
               SELECT campaign_id, debit_id, credit_id, 7, reason, settlement_id FROM rewards_transfer WHERE id = %s""",
            share_of(books, "carol"),
        )
    found(books, "(payable), debits and credits", "expected 0 and 100007, found 0 and 100000")


def test_a_share_that_went_to_somebody_else(books: Books) -> None:
    """The totals fit, and the wrong person has the money."""
    carol, bob = (
        read("SELECT credit_id FROM rewards_transfer WHERE id = %s", share_of(books, n)) for n in ("carol", "bob")
    )
    with lawless(indexes=("settlement_moves_money_once_for_a_reason",)):
        run("UPDATE rewards_transfer SET credit_id = %s WHERE credit_id = %s", bob, carol)
        run("UPDATE rewards_account SET credits_minor = 150000 WHERE id = %s", bob)
        run("UPDATE rewards_account SET credits_minor = 0 WHERE id = %s", carol)
    lines = find_differences(books.campaign.pk)
    assert len(lines) == 1
    assert f"settlement {books.settlement.pk}, shares paid, by participant" in lines[0]


def test_a_share_on_an_account_of_another_kind(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_account SET kind = 'paid' WHERE participant_id = %s", books.cast.alice.pk)
    found(books, f"transfer {share_of(books, 'alice')}", "expected escrow to held or payable", "found escrow to paid")


def test_a_remainder_that_went_elsewhere(books: Books) -> None:
    accounts = "SELECT id FROM rewards_account WHERE campaign_id = %s AND kind = %s"
    charity, solidarity = (read(accounts, books.campaign.pk, kind) for kind in ("charity", "solidarity"))
    with lawless():
        run("UPDATE rewards_transfer SET credit_id = %s WHERE credit_id = %s", solidarity, charity)
        run(
            "UPDATE rewards_account SET credits_minor = 25000 - credits_minor WHERE id IN (%s, %s)", solidarity, charity
        )
    lines = find_differences(books.campaign.pk)
    assert len(lines) == 1
    assert "remainder paid: expected {'charity': 25000}, found {'solidarity': 25000}" in lines[0]


def test_a_transfer_of_another_campaign(books: Books) -> None:
    other = cast.live_campaign()
    with lawless():
        run("UPDATE rewards_transfer SET campaign_id = %s WHERE id = %s", other.pk, share_of(books, "dave"))
    lines = find_differences()
    assert any(f"transfer {share_of(books, 'dave')} of" in line and "within its campaign" in line for line in lines)
    assert all(other.slug in line for line in lines)
    assert any("(payable), debits and credits" in line for line in find_differences(books.campaign.pk))


def test_a_funding_that_says_more_than_came(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_funding SET amount_minor = amount_minor + 1 WHERE campaign_id = %s", books.campaign.pk)
    found(books, "funding", "received: expected 905001, found 905000")
    found(books, "received, by its fundings: expected 905001, found 905000")


def test_a_funding_booked_before_it_was_received(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_funding SET received_at = NULL WHERE campaign_id = %s", books.campaign.pk)
    found(books, "funding", "not received: expected 0, found 905000")


def test_a_refund_without_its_money(books: Books) -> None:
    with lawless():
        run(
            "INSERT INTO rewards_refund (campaign_id, amount_minor, reference, at) VALUES (%s, 5, '', now())",
            books.campaign.pk,
        )
    found(books, "refund", "expected 5, found 0")


def test_a_refund_is_in_order(books: Books) -> None:
    campaign = close_campaign(campaign=books.campaign, actor=cast.organizer_of(books.campaign), at=MOMENT)
    refund_free(campaign=campaign, actor=cast.organizer_of(campaign), at=MOMENT, amount_minor=500_000)
    assert find_differences(campaign.pk) == []


def test_escrow_overspent(books: Books) -> None:
    """With the floor gone but the totals right, the balance itself is what gives it away."""
    with lawless(("rewards_account", "escrow_never_goes_below_zero")):
        run("UPDATE rewards_funding SET amount_minor = 1 WHERE campaign_id = %s", books.campaign.pk)
        run(
            "UPDATE rewards_transfer SET amount_minor = 1 WHERE campaign_id = %s AND reason = 'funding'",
            books.campaign.pk,
        )
        run(
            "UPDATE rewards_account SET credits_minor = 1 WHERE campaign_id = %s AND kind = 'escrow'", books.campaign.pk
        )
        run("UPDATE rewards_account SET debits_minor = 1 WHERE campaign_id = %s AND kind = 'world'", books.campaign.pk)
    found(books, "(escrow), balance: expected at least 0, found -399999")
    found(books, "escrow: expected at least the 500000 promised, found -399999")


def test_a_promise_that_is_not_covered(books: Books) -> None:
    with lawless():
        run("UPDATE campaigns_objective SET quota = 3 WHERE id = %s", books.finding.objective_id)
    assert find_differences(books.campaign.pk) == [
        f"{books.campaign.slug}: escrow: expected at least the 900000 promised, found 505000"
    ]


def test_a_promise_that_no_contract_pays(books: Books) -> None:
    with lawless():
        run("UPDATE campaigns_objective SET prize_minor = 400001 WHERE id = %s", books.finding.objective_id)
    found(books, f"prize of objective {books.finding.objective_id}: expected 400000, found 400001")


def test_debts_that_do_not_match(books: Books) -> None:
    with lawless():
        run(
            "UPDATE rewards_account SET credits_minor = 3 WHERE campaign_id = %s AND kind = 'owed_back'",
            books.campaign.pk,
        )
    found(books, "owed back, against what participants owe: expected 0, found 3")


def test_a_finding_settled_twice(books: Books) -> None:
    unique = read(
        """SELECT conname FROM pg_constraint WHERE conrelid = 'rewards_settlement'::regclass AND contype = 'u'
           AND conkey = ARRAY[(SELECT attnum FROM pg_attribute WHERE attrelid = 'rewards_settlement'::regclass
                               AND attname = 'finding_id')]"""
    )
    with lawless(("rewards_settlement", unique)):
        run(
            """INSERT INTO rewards_settlement
                   (campaign_id, finding_id, contract_id, prize_minor, remainder_minor, explanation, settled_at)
               SELECT campaign_id, finding_id, contract_id, prize_minor, remainder_minor, explanation, settled_at
                 FROM rewards_settlement WHERE id = %s""",
            books.settlement.pk,
        )
    found(books, f"finding {books.finding.pk}: expected one settlement, found 2")


def test_a_settlement_undone_in_secret(books: Books) -> None:
    with lawless():
        run("DELETE FROM rewards_transfer WHERE settlement_id = %s", books.settlement.pk)
        run("DELETE FROM rewards_settlement WHERE id = %s", books.settlement.pk)
    found(books, f"finding {books.finding.pk}, paid rank 1: expected a settlement, found none since 2009-12-05")


def test_a_settlement_of_a_finding_that_is_not_true(books: Books) -> None:
    with lawless(("campaigns_finding", "only_the_verified_are_paid")):
        run("UPDATE campaigns_finding SET state = 'rejected' WHERE id = %s", books.finding.pk)
    found(books, f"settlement {books.settlement.pk}: expected a verified finding", "rejected, paid rank 1")


def test_a_settlement_by_the_contract_of_another_objective(books: Books) -> None:
    with lawless():
        other = read(
            "SELECT contract.id FROM rewards_contract contract"
            " JOIN campaigns_objective o ON o.id = contract.objective_id WHERE o.campaign_id = %s AND o.id <> %s",
            *(books.campaign.pk, books.finding.objective_id),
        )
        run("UPDATE rewards_settlement SET contract_id = %s WHERE id = %s", other, books.settlement.pk)
    found(books, f"settlement {books.settlement.pk}, contract", "expected version 1 or later")
    found(books, f"settlement {books.settlement.pk}, mechanism, terms, prize and remainder of its contract")


def test_a_settlement_by_a_version_that_was_no_longer_in_force() -> None:
    campaign = cast.live_campaign([(1_000, 2)], spare_minor=1_000)
    dave = cast.full_cast(campaign).dave
    objective = cast.objective_of(campaign)
    first = objective.contracts.get()
    set_contract(
        objective=objective, actor=cast.organizer_of(campaign), at=MOMENT, mechanism="recursive", terms=cast.HALF,
        prize_minor=1_500,
    )  # fmt: skip
    finding = cast.verify(cast.report(dave, at=MOMENT + timedelta(hours=1)), at=MOMENT + timedelta(hours=1))
    settle_finding(finding_id=finding.pk, at=MOMENT + timedelta(hours=1))
    assert find_differences(campaign.pk) == []
    with lawless():
        run("UPDATE rewards_settlement SET contract_id = %s WHERE finding_id = %s", first.pk, finding.pk)
    assert any("expected version 2 or later" in line for line in find_differences(campaign.pk))


@pytest.mark.parametrize(
    ("rank", "said"), [(3, "found 3"), (2, "found 2")], ids=["beyond the quota", "a rank left out"]
)
def test_ranks_that_are_not_one_to_the_quota(books: Books, rank: int, said: str) -> None:
    with lawless():
        run("UPDATE campaigns_finding SET paid_rank = %s WHERE id = %s", rank, books.finding.pk)
    found(books, f"paid ranks of objective {books.finding.objective_id}: expected 1 to at most 2, each once", said)


def test_a_rank_given_twice(books: Books) -> None:
    second = cast.verify(cast.report(books.cast.carol))
    settle_finding(finding_id=second.pk, at=MOMENT)
    assert find_differences(books.campaign.pk) == []
    with lawless(indexes=("paid_rank_is_given_once",)):
        run("UPDATE campaigns_finding SET paid_rank = 1 WHERE id = %s", second.pk)
    found(books, f"paid ranks of objective {books.finding.objective_id}", "found 1, 1")


def test_shares_that_the_rule_does_not_give(books: Books) -> None:
    change_explanation(books, shares_minor=[200_001, 99_999, 50_000, 25_000])
    found(books, "shares by its explanation: expected (200000, 100000, 50000, 25000)")


def test_a_remainder_that_the_rule_does_not_leave(books: Books) -> None:
    change_explanation(books, remainder_minor=24_999)
    found(books, "remainder by its explanation: expected 25000, found 24999")


def test_columns_that_are_not_the_explanation(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_settlement SET remainder_minor = 24999 WHERE id = %s", books.settlement.pk)
    found(books, "prize and remainder: expected [400000, 25000], found [400000, 24999]")


@pytest.mark.parametrize(
    "changes",
    [
        {"mechanism": "generous"},
        {"terms": {"ratio": "3/2"}},
        {"version": 2},
        {"chain": []},
        {"chain": "nobody"},
        {"shares_minor": None},
        {"more": 1},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_explanation_that_explains_nothing(books: Books, changes: dict[str, object]) -> None:
    change_explanation(books, **changes)
    found(books, f"settlement {books.settlement.pk}: expected an explanation that can be computed again")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"terms": {"ratio": "1/3"}}, "terms"),
        ({"remainder_to": "solidarity"}, "remainder of its contract"),
        ({"max_depth_paid": 2}, "greatest paid depth"),
        ({"prize_minor": 399_999}, "prize"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_an_explanation_that_was_not_the_contract(books: Books, changes: dict[str, object], named: str) -> None:
    change_explanation(books, **changes)
    found(books, f"settlement {books.settlement.pk}, ", named)


def test_a_chain_that_is_not_of_the_tree(books: Books) -> None:
    dave, carol, bob, alice = (member.pk for member in books.cast.chain)
    change_explanation(books, chain=[dave, bob, carol, alice])
    found(books, f"above participant {dave} in its chain: expected {carol}, found {bob}")


def test_a_chain_cut_short(books: Books) -> None:
    dave, carol, bob, _ = (member.pk for member in books.cast.chain)
    change_explanation(books, chain=[dave, carol, bob])
    found(books, f"above participant {bob} in its chain", "found nobody")


def test_a_chain_of_somebody_else(books: Books) -> None:
    change_explanation(books, chain=[member.pk for member in books.cast.chain[1:]])
    found(
        books, f"settlement {books.settlement.pk}, finder: expected {books.cast.dave.pk}, found {books.cast.carol.pk}"
    )


def test_what_is_due_is_no_difference_until_it_is_overdue(books: Books) -> None:
    verified = MOMENT + timedelta(days=1)
    cast.verify(cast.report(books.cast.bob, at=verified), at=verified)
    soon = audit_ledger(campaign_id=books.campaign.pk, at=verified + DUE_WITHIN - timedelta(seconds=1))
    late = audit_ledger(campaign_id=books.campaign.pk, at=verified + DUE_WITHIN)
    assert (soon.differences, soon.due) == ([], 1)
    assert (len(late.differences), late.due) == (1, 0)


def test_the_command_counts_what_it_looked_at(books: Books) -> None:
    cast.verify(cast.report(books.cast.bob, at=timezone.now()), at=timezone.now())
    said = io.StringIO()
    call_command("check_ledger", books.campaign.slug, stdout=said)
    assert said.getvalue() == (
        "Checked 1 campaign(s), 9 accounts, 6 transfers and 1 settlements. "
        "1 finding(s) wait for their settlement. No difference.\n"
    )


def test_the_command_fails_on_a_difference(books: Books) -> None:
    change_explanation(books, remainder_minor=24_999)
    said = io.StringIO()
    with pytest.raises(CommandError, match=r"1 difference\(s\)\.$") as failed:
        call_command("check_ledger", stdout=said)
    assert failed.value.returncode == 1
    assert said.getvalue().count("\n") == 1
    assert "remainder by its explanation" in said.getvalue()


def test_the_command_knows_its_campaigns(books: Books) -> None:
    change_explanation(books, remainder_minor=24_999)
    other = cast.live_campaign()
    call_command("check_ledger", other.slug, stdout=io.StringIO())
    with pytest.raises(CommandError, match="No campaign has the address"):
        call_command("check_ledger", "nowhere")
