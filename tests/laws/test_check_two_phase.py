"""The audit finds damage to what became of shares and payouts, and says where it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.ledger.models import Transfer
from rewards.payouts.models import Payout
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_finding
from rewards.settlement.releasing import release_due
from tests import cast
from tests.cast import MOMENT, Cast
from tests.laws.damage import lawless, run

pytestmark = pytest.mark.django_db

LATER = MOMENT + timedelta(days=4)


class Books:
    """A campaign whose shares were held and released, with one of them paid out."""

    def __init__(self) -> None:
        self.campaign: Campaign = cast.live_campaign([(400_000, 2)], hold_days=3)
        self.people: Cast = cast.full_cast(self.campaign)
        self.finding: Finding = cast.verify(cast.report(self.people.dave))
        assert settle_finding(finding_id=self.finding.pk, at=MOMENT) == 1
        assert release_due(at=LATER) == 4
        self.settlement = Settlement.objects.get(finding=self.finding)
        self.payout: Payout = cast.pay_out(self.people.carol, 60_000)
        assert self.differences() == []

    def differences(self) -> list[str]:
        return find_differences(self.campaign.pk, at=LATER)

    def found(self, *fragments: str) -> None:
        lines = self.differences()
        assert any(all(fragment in line for fragment in (self.campaign.slug, *fragments)) for line in lines), lines

    def transfer(self, reason: str, who: str) -> int:
        place = getattr(self.people, who)
        return Transfer.objects.get(reason=reason, debit__participant=place).pk


@pytest.fixture
def books() -> Books:
    return Books()


def test_more_released_than_was_held(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_transfer SET amount_minor = 50001 WHERE id = %s", books.transfer("release", "bob"))
    books.found(f"settlement {books.settlement.pk}, participant {books.people.bob.pk}", "found 50001 out of held")


def test_released_to_somebody_else(books: Books) -> None:
    with lawless():
        run(
            """UPDATE rewards_transfer SET credit_id = (
                   SELECT id FROM rewards_account WHERE participant_id = %s AND kind = 'payable') WHERE id = %s""",
            books.people.carol.pk,
            books.transfer("release", "bob"),
        )
    books.found(f"transfer {books.transfer('release', 'bob')}", "held to payable")


def test_a_reversal_of_which_nothing_came_back(books: Books) -> None:
    with lawless():
        run("UPDATE campaigns_finding SET state = 'reversed' WHERE id = %s", books.finding.pk)
    books.found(f"settlement {books.settlement.pk}, reversed", "expected its money taken back")
    with lawless():
        run("UPDATE rewards_settlement SET reversed_at = now() WHERE id = %s", books.settlement.pk)
    books.found(f"participant {books.people.dave.pk}", "expected", "200000 taken back or owed", "0 taken back or owed")


def test_money_taken_back_of_a_finding_that_stands(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_settlement SET reversed_at = now() WHERE id = %s", books.settlement.pk)
    books.found(f"settlement {books.settlement.pk}, reversed", "expected a reversed finding, found verified")


def test_a_payout_without_its_step(books: Books) -> None:
    with lawless():
        run("DELETE FROM rewards_transfer WHERE id = %s", books.transfer("payout_paid", "carol"))
    books.found(f"payout {books.payout.pk} of 60000, settled", "expected started, paid", "found started, each")


def test_a_payout_of_another_amount(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_payout SET amount_minor = 60001 WHERE id = %s", books.payout.pk)
    books.found(f"payout {books.payout.pk} of 60001", "of another amount")


def test_a_payout_that_is_on_its_way_without_its_money(books: Books) -> None:
    with lawless():
        run("UPDATE rewards_payout SET state = 'sent', settled_at = NULL WHERE id = %s", books.payout.pk)
    books.found(f"participant {books.people.carol.pk}, in payout", "expected 60000, found 0")
