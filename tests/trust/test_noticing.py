"""Noticing: signals written once, graver ones again, holds by the gravest alone, and everything through the log."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.events.reading import read_events, read_lag
from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from campaigns.recruiting.operations import request_join
from campaigns.trust import noticing
from campaigns.trust.models import Hold, Signal
from campaigns.trust.noticing import NEWS, notice_around, notice_finding, notice_news
from campaigns.trust.signals import decide_signal
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import MOMENT
from tests.trust.rows import notice, photograph, sybil_chain, trace, user_of


@pytest.mark.django_db
class TestWhatIsWritten:
    def test_a_chain_of_fakes_is_held_with_the_reason(self) -> None:
        line = sybil_chain(cast.live_campaign())
        (signal,) = notice(*line)
        assert (signal.kind, signal.severity, signal.participant) == ("shared_connection", 3, line[0])
        holds = Hold.objects.filter(signal=signal)
        assert {hold.participant_id for hold in holds} == {place.pk for place in line}
        assert {hold.placed_by_id for hold in holds} == {None}
        assert {hold.expires_at - hold.placed_at for hold in holds} == {timedelta(days=30)}
        assert "5 people" in holds[0].reason
        event = Event.objects.get(kind="trust.noticed", participant_id=line[0].pk)
        assert event.data["signal"] == str(signal.public_id)

    def test_no_sequence_number_leaves_the_house(self) -> None:
        line = sybil_chain(cast.live_campaign())
        (signal,) = notice(*line)
        assert signal.facts["people"] == signal.facts["suspects"] == [str(place.public_id) for place in line]

    def test_twice_is_as_good_as_once(self) -> None:
        line = sybil_chain(cast.live_campaign())
        assert len(notice(*line)) == 1
        assert notice(*line) == []
        assert Hold.objects.filter(campaign=line[0].campaign).count() == 5

    def test_what_became_graver_is_told_again(self) -> None:
        campaign = cast.live_campaign()
        line = cast.join_in_turn(campaign, *(f"fake{n}" for n in range(5)))
        for place in line[:3]:
            trace(place, "home", "phone")
        assert [signal.severity for signal in notice(*line[:3])] == [2]
        assert not Hold.objects.filter(campaign=campaign).exists()
        for place in line[3:]:
            trace(place, "home", "phone")
        assert [signal.severity for signal in notice(*line[3:])] == [3]

    def test_who_comes_to_it_is_held_too_unless_a_person_cleared_it(self) -> None:
        campaign = cast.live_campaign()
        line = sybil_chain(campaign)
        (signal,) = notice(*line)
        (sixth,) = cast.join_in_turn(campaign, "fake5", under=line[-1])
        trace(sixth, "home", "phone")
        assert notice(sixth) == []
        assert Hold.objects.filter(signal=signal, participant=sixth).exists()
        decide_signal(
            signal=signal, state="cleared", decided_by=cast.organizer_of(campaign), at=MOMENT, note="One household."
        )
        (seventh,) = cast.join_in_turn(campaign, "fake6", under=sixth)
        trace(seventh, "home", "phone")
        assert notice(seventh) == []
        assert not Hold.objects.filter(participant=seventh).exists()

    def test_a_family_is_told_of_and_nothing_happens_to_it(self) -> None:
        campaign = cast.live_campaign()
        mother = cast.join_in_turn(campaign, "mother")[0]
        children = [cast.join_in_turn(campaign, name, under=mother)[0] for name in ("mia", "max")]
        for number, place in enumerate((mother, *children)):
            trace(place, "wifi", f"phone {number}")
        assert [signal.severity for signal in notice(*children)] == [1]
        assert not Hold.objects.filter(campaign=campaign).exists()

    def test_other_campaigns_are_not_looked_at(self) -> None:
        here, there = cast.live_campaign(), cast.live_campaign()
        line = cast.join_in_turn(here, "ann", "ben")
        others = cast.join_in_turn(there, "cleo", "dan", "eve", "finn")
        for place in (*line, *others):
            trace(place, "home", "phone")
        assert [signal.facts["numbers"]["on_connection"] for signal in notice(*line)] == [2]

    def test_the_same_photograph_from_two_people(self) -> None:
        campaign = cast.live_campaign([(400_000, 5), (400_000, 5)])
        ann, ben = cast.join_in_turn(campaign, "ann", "ben")
        first, second = campaign.objectives.all()
        true, copy = cast.report(ann, first), cast.report(ben, second)
        photograph(true, "abc")
        photograph(copy, "abc")
        (signal,) = notice(findings=(copy,))
        assert (signal.kind, signal.severity, signal.finding) == ("same_evidence", 3, copy)
        assert set(Hold.objects.filter(signal=signal).values_list("participant", flat=True)) == {ben.pk}

    def test_nearly_the_same_photograph(self) -> None:
        campaign = cast.live_campaign([(400_000, 5), (400_000, 5)])
        ann, ben = cast.join_in_turn(campaign, "ann", "ben")
        first, second = campaign.objectives.all()
        true, copy = cast.report(ann, first), cast.report(ben, second)
        photograph(true, "abc", "0123456789abcdef")
        photograph(copy, "def", "0123456789abcde0")
        assert [(s.kind, s.severity, s.facts["numbers"]["bits_apart"]) for s in notice(findings=(copy,))] == [
            ("same_evidence", 2, 4)
        ]

    def test_places_with_one_mailbox(self) -> None:
        campaign = cast.live_campaign()
        ann, _, cleo = cast.join_in_turn(campaign, "ann", "ben", "cleo")
        for place, address in ((ann, "a.nn"), (cleo, "an.n+2")):
            user = user_of(place)
            user.email = f"{campaign.slug}.{address}@gmail.com"
            user.save()
        (signal,) = notice(cleo)
        assert (signal.kind, signal.severity) == ("address_aliases", 2)
        assert set(signal.facts["people"]) == {str(ann.public_id), str(cleo.public_id)}
        assert "gmail" not in str(signal.facts)

    def test_asking_to_join_below_oneself(self) -> None:
        campaign = cast.live_campaign()
        (ann,) = cast.join_in_turn(campaign, "ann")
        name, _, domain = user_of(ann).email.partition("@")
        request_join(
            campaign=campaign, email=f"{name}+2@{domain}", display_name="Ann", link=cast.link_of(ann), at=MOMENT
        )
        assert [(signal.kind, signal.severity) for signal in notice(ann)] == [("self_referral", 2)]

    def test_a_report_is_looked_at_by_itself(self) -> None:
        line = sybil_chain(cast.live_campaign())
        finding = cast.report(line[-1])
        told = notice_finding(finding_id=finding.pk, at=MOMENT)
        # All of them joined just before the report, too, and did nothing else.
        assert {signal.kind for signal in told} == {"shared_connection", "chain_insertion"}


@pytest.mark.usefixtures("committed")
class TestThroughTheLog:
    def catch_up(self, read: Callable[..., int] = notice_news, reader: str = NEWS, *, ahead: int = 0) -> None:
        """Read until nothing is left; other databases of the cluster may have old transactions running meanwhile."""
        until = time.monotonic() + 200
        while time.monotonic() < until:
            if not read(at=timezone.now() + timedelta(days=ahead)):
                lag = read_lag(reader=reader)
                if not lag.unread + lag.blocked:
                    return
                time.sleep(0.02)
        raise TimeoutError(read_lag(reader=reader))

    def test_joins_are_noticed_and_standings_follow_verdicts(self) -> None:
        self.catch_up()
        campaign = cast.live_campaign([(400_000, 5)])
        line = sybil_chain(campaign)
        (honest,) = cast.join_in_turn(campaign, "hana")
        settle_finding(finding_id=cast.verify(cast.report(honest)).pk, at=MOMENT)
        self.catch_up()
        assert Signal.objects.get(campaign=campaign).participant == line[0]
        assert Participant.objects.get(pk=honest.pk).standing > 0

    def test_two_readers_at_once_tell_each_thing_once(self) -> None:
        self.catch_up()
        campaign = cast.live_campaign()
        line = sybil_chain(campaign)
        failed: list[BaseException] = []

        def read() -> None:
            try:
                self.catch_up()
                notice(*line)
            except BaseException as error:
                failed.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert Signal.objects.filter(campaign=campaign).count() == 1
        assert Hold.objects.filter(campaign=campaign).count() == 5
        assert Event.objects.filter(campaign=campaign, kind="trust.noticed").count() == 1

    def test_one_campaigns_failure_does_not_stop_the_others(self) -> None:
        self.catch_up()
        broken, sound = cast.live_campaign(), cast.live_campaign()
        line = sybil_chain(sound)
        (member,) = cast.join_in_turn(broken, "ann")
        # Damage: no rule writes suspects that are not a list.
        Signal.objects.create(
            campaign=broken,
            kind="self_referral",
            severity=1,
            key="damaged/1",
            facts={"suspects": 5},
            noticed_at=MOMENT,
            state="upheld",
            decided_at=MOMENT,
            decided_by=cast.organizer_of(broken),
        )
        record_event(kind="finding.rejected", at=MOMENT, campaign_id=broken.pk, participant_id=member.pk)
        self.catch_up()
        assert Signal.objects.get(campaign=sound).participant == line[0]
        assert Event.objects.get(campaign=broken, kind="trust.noticing_failed").data["error"] == "TypeError"

    def test_a_day_later_it_looks_again(self) -> None:
        campaign = cast.live_campaign()
        hub = cast.join_in_turn(campaign, "hub")[0]
        leaves = [cast.join_in_turn(campaign, f"leaf{n}", under=hub)[0] for n in range(9)]
        for place in (hub, *leaves):
            User.objects.filter(pk=user_of(place).pk).update(date_joined=MOMENT)
            trace(place, "home", "phone")
        told = notice(*leaves)
        assert "one_day_star" not in {signal.kind for signal in told}
        with transaction.atomic():
            assert read_events(reader=noticing.DAY_AFTER, older_than=timezone.now() - timedelta(days=1)) == []
        # As it will be in two days.
        self.catch_up(noticing.notice_day_after, noticing.DAY_AFTER, ahead=2)
        assert Signal.objects.filter(campaign=campaign, kind="one_day_star", severity=2).exists()


@pytest.mark.django_db
def test_nobody_concerned_nothing_told() -> None:
    campaign = cast.live_campaign()
    assert notice_around(campaign_id=campaign.pk, participant_ids=[], finding_ids=[], at=MOMENT) == []
