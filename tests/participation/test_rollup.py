"""What is kept up with the log is what is made of it anew; late news lands where it belongs."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from campaigns.events.operations import record_event
from campaigns.events.reading import hold_cursor
from campaigns.findings.operations import reject_finding
from campaigns.findings.vouching import vouch_for_finding
from campaigns.participation.models import Member, Report, Tally, Tie
from campaigns.participation.report import refresh_report
from campaigns.participation.rollup import PAGE, READER, count_news, rebuild
from campaigns.participation.tallies import Count
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.settlement.operations import settle_due
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.logs import read_to_the_end

pytestmark = pytest.mark.usefixtures("committed")


def counts(campaign: Campaign) -> dict[str, list[Any]]:
    """Everything that is kept of a campaign; counts that came back to nothing are none."""
    members = [
        tuple(tuple(value) if isinstance(value, list) else value for value in row)
        for row in Member.objects.filter(campaign=campaign).order_by("pk").values_list()
    ]
    tallies = Tally.objects.filter(campaign=campaign).exclude(n=0).order_by("kind", "g", "a", "b")
    ties = Tie.objects.filter(campaign=campaign).order_by("low", "high")
    columns = ("low", "high", "first_us", "kind", "upwards", "downwards")
    return {
        "members": members,
        "tallies": list(tallies.values_list("kind", "g", "a", "b", "n")),
        "ties": list(ties.values_list(*columns)),
    }


def read_all(limit: int) -> None:
    """Count everything; a worker of other tests may be counting too, and what it holds back is waited for."""
    read_to_the_end(lambda: count_news(at=MOMENT, limit=limit), reader=READER)


def act(place: Participant, *, days: float) -> None:
    record_event(
        kind="activity.reported",
        at=MOMENT + timedelta(days=days),
        campaign_id=place.campaign_id,
        participant_id=place.pk,
        data={"kind": "shift"},
    )


def tell_a_story(*, at_each_step: int) -> Campaign:
    """Four in a chain and forty below the first, reports of all fates, and acts over three weeks, some told late."""
    # What other tests left unread is not counted three events at a time.
    read_all(PAGE)
    campaign = cast.live_campaign([(400_000, 3)], time_zone="America/New_York")
    people = cast.full_cast(campaign)
    read_all(at_each_step)
    for number in range(12):
        act(people.chain[number % 4], days=number * 1.7)
    read_all(at_each_step)
    crowd = [cast.join(cast.make_user(f"x{n}"), cast.link_of(people.alice), at=MOMENT + ONE_DAY) for n in range(40)]
    first = cast.report(people.dave, at=MOMENT + ONE_DAY)
    again = cast.report(crowd[3], at=MOMENT + 2 * ONE_DAY)
    wrong = cast.report(crowd[4], at=MOMENT + 2 * ONE_DAY)
    vouch_for_finding(finding=first, participant=people.carol, at=MOMENT + 2 * ONE_DAY)
    read_all(at_each_step)
    reviewer = cast.organizer_of(campaign)
    cast.verify(first, at=MOMENT + 3 * ONE_DAY)
    reject_finding(finding=again, reviewer=reviewer, at=MOMENT + 3 * ONE_DAY, duplicate_of=first)
    reject_finding(finding=wrong, reviewer=reviewer, at=MOMENT + 3 * ONE_DAY, reason="wrong_place")
    settle_due(at=MOMENT + 3 * ONE_DAY)
    read_all(at_each_step)
    # What happened long ago is told now.
    act(people.bob, days=-0.01)
    act(crowd[7], days=1.5)
    act(people.dave, days=40)
    read_all(at_each_step)
    return campaign


@pytest.mark.parametrize("limit", [3, 1_000])
def test_kept_up_is_made_anew(limit: int) -> None:
    campaign = tell_a_story(at_each_step=limit)
    kept = counts(campaign)
    assert len(kept["members"]) == 44
    assert len(kept["ties"]) == 2
    rebuild(campaign=campaign, at=MOMENT)
    made = counts(campaign)
    assert made["members"] == kept["members"]
    assert made["ties"] == kept["ties"]
    assert made["tallies"] == kept["tallies"]
    earned = {member.participant_id: member.pay_minor for member in Member.objects.filter(campaign=campaign)}
    assert sorted(earned.values())[-4:] == [25_000, 50_000, 100_000, 200_000]


def test_the_report_is_the_same_to_the_byte_when_all_is_made_anew() -> None:
    """Kept up three events at a time, with late news in between, against one pass over the whole log."""
    campaign = tell_a_story(at_each_step=3)
    at = MOMENT + 45 * ONE_DAY

    def stored() -> bytes:
        refresh_report(campaign=campaign, at=at)
        return json.dumps(Report.objects.get(campaign=campaign).body, ensure_ascii=False).encode()

    kept = stored()
    assert json.loads(kept)["people"] == 44
    Report.objects.filter(campaign=campaign).update(body={})
    rebuild(campaign=campaign, at=at)
    assert stored() == kept


def test_news_is_counted_once_and_by_one_reader() -> None:
    campaign = cast.live_campaign()
    cast.full_cast(campaign)
    with transaction.atomic():
        hold_cursor(reader=READER)
    read_all(1_000)
    kept = counts(campaign)
    read_all(1_000)
    assert counts(campaign) == kept


def test_a_campaign_that_cannot_be_counted_is_made_anew_and_stops_nobody() -> None:
    broken, other = cast.live_campaign(), cast.live_campaign()
    read_all(1_000)
    place, _ = cast.full_cast(broken).alice, cast.full_cast(other)
    record_event(
        kind="finding.duplicate",
        at=MOMENT,
        campaign_id=broken.pk,
        participant_id=place.pk,
        data={"first_place": "nobody's number"},
    )
    read_all(1_000)
    assert broken.report.needs_rebuild
    assert Member.objects.filter(campaign=other).count() == 4
    assert not Member.objects.filter(campaign=broken).exists()


def test_first_acts_move_when_earlier_ones_are_told() -> None:
    campaign = cast.live_campaign()
    (dave,) = cast.join_in_turn(campaign, "dave")
    act(dave, days=5)
    read_all(1_000)
    act(dave, days=2)
    read_all(1_000)
    day = Member.objects.get(pk=dave.pk).days[0]
    first = Tally.objects.filter(campaign=campaign, kind=Count.FIRST + 1).exclude(n=0)
    assert sorted(first.values_list("a", "b", "n")) == [(day, 0, 1), (day, 3, 1)]
