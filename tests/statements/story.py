"""The story that every reason of the ledger is in: funded, refunded, found, held, released, pledged, paid, failed,
returned, reversed, owed, repaid, forfeited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant
from campaigns.trust.operations import decide_hold, place_hold
from rewards.contracts.operations import launch_campaign, refund_free
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.ledger.pledging import make_pledge
from rewards.payouts.models import Batch, Destination, Payout
from rewards.settlement.forfeiting import forfeit_due
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from rewards.settlement.reversing import reverse_due
from tests import cast
from tests.cast import MOMENT, ONE_DAY

HOLD = timedelta(days=3)
NAMES = ("Alice", "Жанна", "Ελένη", "=1+1")
WHY_FAILED = 'The bank said: "no such account"'


@dataclass(frozen=True)
class Story:
    """`chain` is the finder first."""

    campaign: Campaign
    chain: tuple[Participant, ...]

    @property
    def root(self) -> Participant:
        return self.chain[-1]


def tell(
    currency: str = "USD", *, names: Sequence[str] = NAMES, prize_minor: int = 400_000, zone: str = "Asia/Tokyo"
) -> Story:
    """Let everything happen that can; the root is paid for the first finding, which is reversed afterwards."""
    campaign = _open(currency, prize_minor, zone)
    places = _join(campaign, names)
    finder, root = places[-1], places[0]
    make_pledge(participant=places[-2], percent=10, to="solidarity", at=MOMENT)
    first = _find(finder, at=MOMENT)
    release_due(at=MOMENT + HOLD)
    earned = _payable(root)
    paid_at = MOMENT + HOLD + timedelta(hours=1)
    pay(root, earned, "payout_failed", at=paid_at)
    pay(root, earned, "payout_paid", at=paid_at + ONE_DAY)
    _reverse(first, at=MOMENT + 6 * ONE_DAY)
    _find(finder, at=MOMENT + 7 * ONE_DAY)
    release_due(at=MOMENT + 7 * ONE_DAY + HOLD)
    pay(finder, _payable(finder) // 2, "payout_paid", "payout_returned", at=MOMENT + 12 * ONE_DAY)
    # One more is still held, but for what somebody forfeits who is removed.
    _find(finder, at=MOMENT + 20 * ONE_DAY)
    _remove(places[1], at=MOMENT + 20 * ONE_DAY)
    assert forfeit_due(at=MOMENT + 34 * ONE_DAY) == 1
    return Story(campaign, tuple(reversed(places)))


def _open(currency: str, prize_minor: int, zone: str) -> Campaign:
    campaign = cast.draft_campaign(
        prizes=[(prize_minor, 4)],
        currency=currency,
        hold_days=HOLD.days,
        charity_name="Ärzte ohne Grenzen",
        time_zone=zone,
        title='Find "the" balloons; =and\\others',
    )
    cast.funded(campaign, spare_minor=900)
    refund_free(
        campaign=campaign,
        actor=cast.organizer_of(campaign),
        at=MOMENT,
        amount_minor=300,
        reference='-2+3 back to "us"',
    )
    campaign = launch_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=MOMENT)
    create_link(campaign=campaign, at=MOMENT)
    return campaign


def _join(campaign: Campaign, names: Sequence[str]) -> list[Participant]:
    places = cast.join_in_turn(campaign, *(f"person{number}" for number in range(len(names))))
    for place, name in zip(places, names, strict=True):
        Participant.objects.filter(pk=place.pk).update(display_name=name)
        place.refresh_from_db()
    return places


def _find(finder: Participant, *, at: datetime) -> Finding:
    finding = cast.verify(cast.report(finder, at=at), at=at)
    assert settle_due(at=at) == 1
    return finding


def _reverse(finding: Finding, *, at: datetime) -> None:
    reviewer = cast.organizer_of(finding.campaign)
    reverse_finding(finding=finding, reviewer=reviewer, at=at, reason="fraud", note="The photograph is of 2007.")
    assert reverse_due(at=at) == 1


def _remove(place: Participant, *, at: datetime) -> None:
    organizer = cast.organizer_of(place.campaign)
    hold = place_hold(participant=place, reason="A tip.", placed_by=organizer, at=at)
    decide_hold(hold=hold, decision="excluded", decided_by=organizer, at=at, note="Forged.")


def _payable(place: Participant) -> int:
    return place.accounts.get(kind="payable").balance_minor


def pay(place: Participant, amount_minor: int, *steps: str, at: datetime) -> Payout:
    """Take a payout through these steps, as rows and transfers."""
    campaign = place.campaign
    with transaction.atomic():
        lock_escrow(campaign_id=campaign.pk)
        kinds = ("payable", "in_payout", "paid")
        opened = open_participant_accounts(campaign_id=campaign.pk, wanted=[(place.pk, kind) for kind in kinds])
        payable, in_payout, paid = (opened[place.pk, kind] for kind in kinds)
        batch = Batch.objects.create(
            campaign=campaign,
            provider="paypal_csv",
            currency=campaign.currency,
            drafted_by=cast.make_user("tess"),
            drafted_at=at,
        )
        destination = Destination.objects.create(
            user=place.user, kind="paypal", sealed="sealed", fingerprint="f", masked="a***@example.org", created_at=at
        )
        payout = Payout.objects.create(
            campaign=campaign, batch=batch, participant=place, destination=destination, amount_minor=amount_minor
        )
        start = Movement(payable, in_payout, amount_minor, "payout_started", payout_id=payout.pk)
        post_transfers(campaign_id=campaign.pk, movements=[start])
        rows, batches = Payout.objects.filter(pk=payout.pk), Batch.objects.filter(pk=batch.pk)
        batches.update(state="approved", approved_by=cast.make_user("theo"), approved_at=at)
        batches.update(state="sent", sent_at=at)
        rows.update(state="unknown", claimed_at=at)
        stands = in_payout
        for step in steps:
            goes = paid if step == "payout_paid" else payable
            move = Movement(stands, goes, amount_minor, step, payout_id=payout.pk)
            post_transfers(campaign_id=campaign.pk, movements=[move])
            if step == "payout_paid":
                rows.update(state="settled", settled_at=at)
            else:
                state = "failed" if step == "payout_failed" else "returned"
                rows.update(state=state, ended_at=at, reason=WHY_FAILED)
            stands = goes
        batches.update(state="done", ended_at=at)
        Destination.objects.filter(pk=destination.pk).update(retired_at=at)
    return payout
