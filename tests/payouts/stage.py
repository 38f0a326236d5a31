"""A campaign with money payable, two treasurers, and people who said where theirs goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.test import override_settings

from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.secret import Secret
from rewards.ledger.models import Account
from rewards.payouts.checks import checks_of
from rewards.payouts.drafting import draft_batch
from rewards.payouts.models import Batch, Payout
from rewards.payouts.operations import approve_batch, send_batch
from rewards.payouts.owning import add_destination
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.payouts.fake_stripe import API_KEY, WEBHOOK_SECRET

# The payouts go out long after the people said where to.
PAYDAY = cast.MOMENT + 10 * cast.ONE_DAY
FILES: dict[str, Any] = {"paypal_csv": {}, "wise_csv": {}}


@dataclass(frozen=True)
class Treasury:
    """A campaign of which two people pay."""

    campaign: Campaign
    drafter: User
    approver: User

    def draft(self, provider: str = "paypal_csv", **said: Any) -> Batch:
        said.setdefault("at", PAYDAY)
        return draft_batch(campaign=self.campaign, provider_name=provider, treasurer=self.drafter, **said)

    def approve(self, batch: Batch, **said: Any) -> Batch:
        """Approve with every warning accepted."""
        at = said.pop("at", PAYDAY)
        warned = [check for check in checks_of(batch, at=at) if check.level == "warn"]
        one_by_one = [payout for check in warned if check.one_by_one for payout in check.payouts]
        said.setdefault("accepted", [check.code for check in warned])
        said.setdefault("accepted_payouts", one_by_one)
        return approve_batch(batch=batch, approver=self.approver, at=at, **said)

    def send(self, provider: str = "paypal_csv", **said: Any) -> Batch:
        """Draft, approve and send everything that is payable."""
        at = said.get("at", PAYDAY)
        batch = self.approve(self.draft(provider, **said), at=at)
        return send_batch(batch=batch, treasurer=self.drafter, at=at)

    def stands(self, person: Participant) -> dict[str, int]:
        """Give what stands on each account of a person that has anything on it."""
        accounts = Account.objects.filter(participant=person)
        return {account.kind: account.balance_minor for account in accounts if account.balance_minor}


def make_treasury(campaign: Campaign) -> Treasury:
    people = []
    for name in ("theo", "tara"):
        person = cast.make_user(name)
        Role.objects.create(campaign=campaign, user=person, kind=Role.Kind.TREASURER)
        people.append(person)
    return Treasury(campaign, *people)


def paying_campaign(*, prize_minor: int = 10_000, quota: int = 20, **rules: Any) -> Treasury:
    """Make a live campaign whose whole prize goes to whoever finds something."""
    rules.setdefault("mechanism", "finder_only")
    return make_treasury(cast.live_campaign([(prize_minor, quota)], **rules))


def earner(
    treasury: Treasury, name: str = "bob", *, times: int = 1, kind: str | None = "paypal", value: str = ""
) -> Participant:
    """Let a person join, say where their money goes, and find something."""
    (person,) = cast.join_in_turn(treasury.campaign, name)
    if kind is not None:
        user = user_of(person)
        address = (
            value or {"paypal": user.email, "stripe": f"acct_{user.pk:016d}", "iban": "DE89370400440532013000"}[kind]
        )
        add_destination(user=user, kind=kind, value=address, holder_name=name, country="FR", at=cast.MOMENT)
    earn(person, times=times)
    return person


def earn(person: Participant, *, times: int = 1) -> None:
    for _ in range(times):
        assert settle_finding(finding_id=cast.verify(cast.report(person)).pk, at=cast.MOMENT) == 1


def user_of(person: Participant) -> User:
    assert person.user is not None
    return person.user


def payout_of(batch: Batch, person: Participant) -> Payout:
    return Payout.objects.get(batch=batch, participant=person)


@contextmanager
def providers(stripe_address: str | None = None, **more: Mapping[str, Any]) -> Iterator[None]:
    """Set the instance up for the files, and for a Stripe at this address."""
    known: dict[str, Any] = FILES | more
    if stripe_address is not None:
        known |= {
            "stripe_connect": {
                "api_key": Secret(API_KEY),
                "webhook_secret": Secret(WEBHOOK_SECRET),
                "api_base": stripe_address,
                "timeout_seconds": 0.3,
                "pause": lambda seconds: None,
            }
        }
    with override_settings(PAYOUT_PROVIDERS=known):
        yield
