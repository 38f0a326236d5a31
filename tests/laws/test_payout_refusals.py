"""The database keeps the laws of payouts by itself: each forbidden statement is refused, and by the law it breaks."""

from __future__ import annotations

from typing import Any

import pytest

from rewards.ledger.operations import open_participant_accounts
from rewards.payouts.caps import answer_objection, hold_person, lift_hold, object_to_hold
from rewards.payouts.entering import Entry, enter_result
from rewards.payouts.filing import take_file
from rewards.payouts.models import Batch, Destination
from rewards.payouts.owning import add_destination, retire_destination
from tests import cast
from tests.laws.payout_refusals import HARMLESS_PAYOUTS, PAYOUT_REFUSALS
from tests.laws.refusal import Refusal
from tests.laws.test_refusals import Stage, refused_by
from tests.payouts.stage import PAYDAY, earner, paying_campaign, payout_of, providers, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """Give the ids that the statements name: a person for every state that a payout can be in, and their batches."""
    treasury, elsewhere = paying_campaign(), paying_campaign()
    ids: dict[str, Any] = {
        "campaign": treasury.campaign.pk,
        "other": elsewhere.campaign.pk,
        "theo": treasury.drafter.pk,
        "tara": treasury.approver.pk,
        "eve_user": cast.make_user("eve").pk,
    }
    with providers():
        for name, end in (("dave", "settled"), ("erin", "failed"), ("hank", "")):
            person = earner(treasury, name)
            batch = treasury.send()
            take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
            if end:
                entry = Entry("", end, "No such account.")
                enter_result(payout=payout_of(batch, person), treasurer=treasury.drafter, entry=entry, at=PAYDAY)
            if end == "failed":
                hold = hold_person(participant=person, treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
                ids |= {"held": person.pk, "hold": hold.pk, "done": batch.pk}
            ids[name] = person
        ids["carol"] = earner(treasury, "carol")
        ids["sent"] = treasury.send().pk
        ids["gina"] = earner(treasury, "gina")
        ids["approved"] = treasury.approve(treasury.draft()).pk
        ids["bob"] = earner(treasury, "bob")
        ids["draft"] = treasury.draft().pk
    ids["frank"], ids["stranger"] = earner(treasury, "frank"), earner(elsewhere, "sam")
    frank = user_of(ids["frank"])
    given_up, _ = add_destination(user=frank, kind="stripe", value="acct_1Frank23456", at=PAYDAY)
    ids["retired"] = retire_destination(destination=given_up, user=frank, at=PAYDAY).pk
    lifted = hold_person(participant=ids["dave"], treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
    ids["lifted"] = lift_hold(hold=lifted, treasurer=treasury.drafter, at=PAYDAY).pk
    for name, held in (("objection", ids["hank"]), ("answered", ids["dave"])):
        objected = hold_person(participant=held, treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
        ids[name] = object_to_hold(hold=objected, text="I did nothing.", at=PAYDAY).pk
    answer_objection(hold=objected, granted=False, treasurer=treasury.approver, at=PAYDAY, note="It was seen.")
    ids["empty"] = Batch.objects.create(
        campaign=treasury.campaign, provider="sepa", currency="USD", drafted_by=treasury.drafter, drafted_at=PAYDAY
    ).pk
    for name in ("bob", "carol", "dave", "erin", "frank", "gina", "hank", "stranger"):
        person = ids[name]
        kinds = ("payable", "in_payout", "paid")
        wanted = [(person.pk, kind) for kind in kinds]
        opened = open_participant_accounts(campaign_id=person.campaign_id, wanted=wanted)
        ids |= {f"{name}_{kind}": opened[person.pk, kind] for kind in kinds}
        ids |= {f"{name}_payout": payout.pk for payout in person.payouts.all()}
        ids[f"{name}_destination"] = Destination.objects.in_use().get(user=person.user).pk
        ids[f"{name}_user"] = person.user_id
        ids[name] = person.pk
    # Under the tables' own names: the row that ON CONFLICT and MERGE go for.
    return ids | {"rewards_payout": ids["carol_payout"], "rewards_destination": ids["frank_destination"]}


def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in PAYOUT_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="origin") == refusal.law


def test_a_replication_session_is_refused_as_well(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in PAYOUT_REFUSALS:
        if not refusal.by_key:
            with subtests.test(refusal.what):
                assert refused_by(refusal, stage, role="replica") == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    for statement in HARMLESS_PAYOUTS:
        with subtests.test(statement.split("\n")[0]):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None
