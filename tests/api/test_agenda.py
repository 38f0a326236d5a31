"""The agenda: what waits for whoever helps to run a campaign, by what their roles let them do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.findings.claiming import claim_finding
from campaigns.participation.models import Alert
from campaigns.people.models import Role
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Signal
from campaigns.trust.operations import make_objection, place_hold
from rewards.agenda.reading import MOST_ALERTS
from rewards.payouts.caps import hold_person, object_to_hold
from tests import cast
from tests.api.calling import Caller
from tests.payouts.stage import PAYDAY, Treasury, earner, paying_campaign, providers

pytestmark = pytest.mark.django_db

NOTHING: dict[str, Any] = {
    "reviews": None,
    "objections": None,
    "signals": None,
    "holds": None,
    "batches": None,
    "payout_objections": None,
    "missing": None,
    "alerts": [],
}


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    with providers():
        yield paying_campaign()


def agenda(treasury: Treasury, caller: Any) -> dict[str, Any]:
    return dict(Caller(caller).get(f"/campaigns/{treasury.campaign.slug}/agenda/"))


def notice(participant: Participant, *, state: str, number: int) -> None:
    decided = (
        {} if state == "open" else {"decided_at": cast.MOMENT, "decided_by": cast.organizer_of(participant.campaign)}
    )
    Signal.objects.create(
        campaign=participant.campaign,
        kind="self_referral",
        severity=1,
        key=f"person:{number}",
        participant=participant,
        facts={"numbers": {"attempts": 1, "under_another_address": 0}, "people": [], "suspects": []},
        noticed_at=cast.MOMENT,
        state=state,
        **decided,
    )


def raise_alert(treasury: Treasury, number: int, *, is_open: bool = True) -> None:
    Alert.objects.create(
        campaign=treasury.campaign,
        kind="spike",
        key=f"spike/{number}",
        sentence={"en": f"Spike {number}.", "es": f"Pico {number}."},
        raised_at=cast.MOMENT,
        cleared_at=None if is_open else cast.MOMENT,
    )


def test_where_nothing_waits_all_that_one_may_do_is_counted_as_none(treasury: Treasury) -> None:
    organizer = cast.organizer_of(treasury.campaign)
    zero = {"amount_minor": 0, "currency": treasury.campaign.currency}
    asked = {"reviews": 0, "objections": 0, "signals": 0, "holds": 0, "missing": zero}
    assert agenda(treasury, organizer) == NOTHING | asked
    assert agenda(treasury, treasury.approver) == NOTHING | {"batches": 0, "payout_objections": 0, "missing": zero}
    reviewer = cast.make_user("rita")
    Role.objects.create(campaign=treasury.campaign, user=reviewer, kind=Role.Kind.REVIEWER)
    assert agenda(treasury, reviewer) == NOTHING | {"reviews": 0}


def test_everything_that_is_open_is_counted_beyond_the_page_of_a_list(treasury: Treasury) -> None:
    campaign, now = treasury.campaign, timezone.now()
    organizer = cast.organizer_of(campaign)
    people = cast.join_in_turn(campaign, "ann", "ben", "cem")
    for place in people:
        cast.report(place)
    claim_finding(finding=cast.report(people[0]), reviewer=organizer, at=now)
    for number in range(120):
        notice(people[0], state="open", number=number)
    notice(people[1], state="cleared", number=120)
    hold = place_hold(participant=people[1], reason="A tip.", placed_by=organizer, at=now)
    make_objection(participant=people[1], hold=hold, text="I did nothing.", at=now)
    place_hold(participant=people[2], reason="A tip.", placed_by=organizer, at=now - timedelta(days=400))
    for number in range(MOST_ALERTS + 3):
        raise_alert(treasury, number)
    raise_alert(treasury, 99, is_open=False)
    told = agenda(treasury, organizer)
    assert {name: told[name] for name in ("reviews", "objections", "signals", "holds")} == {
        "reviews": 4,
        "objections": 1,
        "signals": 120,
        "holds": 1,
    }
    newest = MOST_ALERTS + 2
    assert [alert["sentence"] for alert in told["alerts"]] == [f"Spike {newest - n}." for n in range(MOST_ALERTS)]
    # Who reviews or pays is told nothing of it.
    assert agenda(treasury, treasury.approver)["signals"] is None


def test_what_takes_a_second_person_waits_for_that_person_alone(treasury: Treasury) -> None:
    bob = earner(treasury)
    treasury.draft()
    hold = hold_person(participant=bob, treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
    object_to_hold(hold=hold, text="It is my sister's.", at=PAYDAY)
    for person, number in ((treasury.drafter, 0), (treasury.approver, 1)):
        told = agenda(treasury, person)
        assert (told["batches"], told["payout_objections"]) == (number, number)


def test_what_a_draft_lacks_waits_until_it_is_there() -> None:
    campaign = cast.draft_campaign(prizes=[(10_000, 3)])
    cast.fund(campaign, 12_000)
    caller = Caller(cast.organizer_of(campaign))
    for missing in (18_000, 0):
        told = caller.get(f"/campaigns/{campaign.slug}/agenda/")["missing"]
        assert told == {"amount_minor": missing, "currency": campaign.currency}
        cast.funded(campaign)
