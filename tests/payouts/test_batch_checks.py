"""What is looked at before a batch is approved: caps, warnings that are accepted by name, and what blocks it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from campaigns.errors import InvalidInput
from campaigns.people.models import Role
from rewards.payouts.caps import hold_person, lift_hold, set_payout_rules
from rewards.payouts.checks import checks_of
from rewards.payouts.models import Batch, Destination, Payout
from rewards.payouts.operations import cancel_batch
from rewards.payouts.owning import add_destination, retire_destination
from tests import cast
from tests.laws.damage import lawless
from tests.payouts.batches import check_named, refusal, settle
from tests.payouts.batches import files as files
from tests.payouts.batches import treasury as treasury
from tests.payouts.stage import PAYDAY, Treasury, earn, earner, payout_of, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def test_caps_of_a_day(treasury: Treasury) -> None:
    organizer, campaign = cast.organizer_of(treasury.campaign), treasury.campaign
    bob, carol = earner(treasury, "bob", times=3), earner(treasury, "carol", times=3)
    earner(treasury, "dave", times=1)
    erin = earner(treasury, "erin", times=2)
    caps = {"most_per_person_minor": 25_000, "most_per_day_minor": 40_000, "least_payout_minor": 15_000}
    set_payout_rules(campaign=campaign, organizer=organizer, at=PAYDAY, **caps)
    batch = treasury.send()
    assert [payout.amount_minor for payout in batch.payouts.order_by("pk")] == [25_000, 15_000]
    assert batch.left_out["counts"] == {"below_least": 1, "day_cap": 1}
    assert treasury.stands(bob) == {"in_payout": 25_000, "payable": 5_000}
    settle(batch, treasury)
    earn(bob)
    # The next day in the campaign's zone: whoever waited longest comes first.
    late = PAYDAY + cast.ONE_DAY
    assert refusal(treasury.draft).data["left_out"] == {"person_cap": 2, "day_cap": 1, "below_least": 1}
    second = treasury.draft(at=late)
    assert [payout.participant_id for payout in second.payouts.order_by("pk")] == [erin.pk, bob.pk]
    assert [payout.amount_minor for payout in second.payouts.order_by("pk")] == [20_000, 15_000]
    assert treasury.stands(carol) == {"paid": 15_000, "payable": 15_000}


def test_caps_are_asked_again_at_the_approval(treasury: Treasury) -> None:
    earner(treasury, "bob", times=3)
    batch = treasury.draft()
    organizer = cast.organizer_of(treasury.campaign)
    set_payout_rules(campaign=treasury.campaign, organizer=organizer, at=PAYDAY, most_per_day_minor=29_999)
    assert refusal(treasury.approve, batch=batch).data["checks"][0]["code"] == "within_caps"
    set_payout_rules(campaign=treasury.campaign, organizer=organizer, at=PAYDAY, most_per_day_minor=30_000)
    assert treasury.approve(batch).state == "approved"


@pytest.mark.parametrize(
    ("caps", "code"),
    [
        ({"most_per_day_minor": 0}, "cap_out_of_range"),
        ({"manual_above_minor": None}, "cap_out_of_range"),
        ({"most_per_person_minor": 5, "least_payout_minor": 6}, "caps_leave_no_room"),
        ({"most_per_day_minor": 5, "least_payout_minor": 6}, "caps_leave_no_room"),
    ],
)
def test_caps_that_make_no_sense(treasury: Treasury, caps: dict[str, int | None], code: str) -> None:
    organizer = cast.organizer_of(treasury.campaign)
    refused = refusal(set_payout_rules, campaign=treasury.campaign, organizer=organizer, at=PAYDAY, **caps)
    assert (type(refused), refused.code) == (InvalidInput, code)


def test_all_is_well_where_it_is(treasury: Treasury) -> None:
    """After a first payout nothing is to be accepted any more."""
    bob = earner(treasury, "bob")
    settle(treasury.send(), treasury)
    earn(bob)
    batch = treasury.draft()
    assert {check.code for check in checks_of(batch, at=PAYDAY) if check.level != "ok"} == set()
    assert treasury.approve(batch, accepted=[]).state == "approved"


def test_warnings_are_accepted_by_name(treasury: Treasury) -> None:
    earner(treasury, "bob")
    batch = treasury.draft()
    refused = refusal(treasury.approve, batch=batch, accepted=[])
    assert (refused.code, [check["code"] for check in refused.data["checks"]]) == (
        "warnings_not_accepted",
        ["first_payout"],
    )
    stored = treasury.approve(batch, accepted=["first_payout"]).checks
    assert [check["code"] for check in stored if check["figures"].get("accepted")] == ["first_payout"]
    assert len(stored) == 14


def test_large_payouts_are_accepted_one_by_one(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    organizer = cast.organizer_of(treasury.campaign)
    set_payout_rules(campaign=treasury.campaign, organizer=organizer, at=PAYDAY, manual_above_minor=9_999)
    batch = treasury.draft()
    one = payout_of(batch, bob).public_id
    refused = refusal(treasury.approve, batch=batch, accepted_payouts=[one])
    assert refused.data["checks"][0]["figures"]["not_accepted"] == [str(payout_of(batch, carol).public_id)]
    assert treasury.approve(batch).state == "approved"


def test_a_destination_that_several_people_use(treasury: Treasury) -> None:
    shared = "Same.Address@example.org"
    earner(treasury, "bob", value=shared)
    earner(treasury, "carol", value=shared.upper())
    earner(treasury, "dave")
    stranger = cast.make_user("eve")
    assert len(check_named(treasury.draft(), "shared_destination").payouts) == 2
    # In whatever campaign, and also where it was given up.
    cancel_batch(batch=Batch.objects.get(campaign=treasury.campaign), treasurer=treasury.drafter, at=PAYDAY)
    dave = Destination.objects.get(user__display_name="Dave", user__places__campaign=treasury.campaign)
    opened, _ = add_destination(user=stranger, kind="paypal", value=dave.user.email, at=PAYDAY)  # type: ignore[union-attr]  # of a person
    retire_destination(destination=opened, user=stranger, at=PAYDAY)
    assert len(check_named(treasury.draft(), "shared_destination").payouts) == 3


def test_more_than_usual(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    settle(treasury.send(), treasury)
    earn(bob, times=3)
    batch = treasury.draft()
    assert check_named(batch, "unusually_large").level == "ok"
    cancel_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    earn(bob)
    assert check_named(treasury.draft(), "unusually_large").level == "warn"


def test_a_destination_changed_just_now(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    add_destination(user=user_of(bob), kind="paypal", value="new@example.org", at=PAYDAY - timedelta(hours=71))
    batch = treasury.draft()
    assert check_named(batch, "destination_changed").level == "warn"
    assert check_named(batch, "destination_changed", at=PAYDAY + timedelta(hours=1)).level == "ok"


def test_what_has_to_be_reported(treasury: Treasury, settings: Any) -> None:
    settings.TAX_THRESHOLDS = {"FR": (20_000, "USD"), "DE": (1, "EUR")}
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    add_destination(user=user_of(carol), kind="paypal", value="c@example.org", country="DE", at=cast.MOMENT)
    dave = earner(treasury, "dave", kind=None)
    add_destination(user=user_of(dave), kind="paypal", value="d@example.org", at=cast.MOMENT)
    batch = treasury.send()
    assert check_named(batch, "tax_threshold").payouts == ()
    assert set(check_named(batch, "tax_country").payouts) == {
        str(payout_of(batch, person).public_id) for person in (carol, dave)
    }
    settle(batch, treasury)
    earn(bob)
    assert check_named(treasury.draft(), "tax_threshold").payouts == (
        str(payout_of(Batch.objects.latest("pk"), bob).public_id),
    )
    # Another year, another sum.
    assert check_named(Batch.objects.latest("pk"), "tax_threshold", at=PAYDAY + 60 * cast.ONE_DAY).level == "ok"


def test_a_treasurer_who_is_paid(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    Role.objects.create(campaign=treasury.campaign, user=user_of(bob), kind=Role.Kind.TREASURER)
    assert check_named(treasury.draft(), "to_a_treasurer").level == "warn"


def test_what_blocks_a_batch(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    batch = treasury.draft()
    hold = hold_person(participant=bob, treasurer=treasury.approver, reason="A tip.", at=PAYDAY)
    assert refusal(treasury.approve, batch=batch).data["checks"][0]["code"] == "person_can_be_paid"
    lift_hold(hold=hold, treasurer=treasury.approver, at=PAYDAY)
    add_destination(user=user_of(carol), kind="paypal", value="new@example.org", at=cast.MOMENT)
    refused = refusal(treasury.approve, batch=batch)
    assert (refused.code, [check["code"] for check in refused.data["checks"]]) == (
        "batch_is_blocked",
        ["destination_in_use"],
    )
    cancel_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}
    assert treasury.approve(treasury.draft()).state == "approved"


def test_a_draft_that_is_not_covered(treasury: Treasury) -> None:
    """As if its money had gone elsewhere since: the drafting itself never takes more than there is."""
    bob = earner(treasury, "bob")
    batch = Batch.objects.create(
        campaign=treasury.campaign,
        provider="paypal_csv",
        currency="USD",
        drafted_by=treasury.drafter,
        drafted_at=PAYDAY,
    )
    place = {"campaign": treasury.campaign, "participant": bob, "destination": Destination.objects.get(user=bob.user)}
    Payout.objects.create(batch=batch, amount_minor=10_001, **place)
    blocked = {check.code for check in checks_of(batch, at=PAYDAY) if check.level == "block"}
    assert blocked == {"total", "payable_covers"}
    assert refusal(treasury.approve, batch=batch).code == "batch_is_blocked"


def test_books_that_do_not_agree_stop_everything(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    treasury.send()
    earn(bob)
    carol = earner(treasury, "carol")
    batch = treasury.draft()
    with transaction.atomic():
        with lawless():
            Payout.objects.filter(participant=bob).update(state="failed", reason="?", ended_at=PAYDAY)
        found = check_named(batch, "total")
        transaction.set_rollback(True)
    assert (found.level, found.figures["in_payout_minor"], found.figures["in_payout_by_payouts_minor"]) == (
        "block",
        10_000,
        0,
    )
    assert payout_of(batch, carol).amount_minor == 10_000
    assert check_named(batch, "total").level == "ok"
