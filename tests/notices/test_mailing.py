"""From notices to letters: each item in one letter at most, storms gathered, digests once a date by one's own clock."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaigns.notices.kinds import KINDS, UNCHOSEN
from campaigns.notices.mailing import BETWEEN_LETTERS, gather_notices
from campaigns.notices.models import Notice, NoticeItem
from campaigns.notices.schedule import last_digest, next_digest
from campaigns.outreach.composing import NothingToSay, compose
from campaigns.outreach.models import Letter
from campaigns.people.mail_addresses import stop_address
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.cast import Cast
from tests.notices.stage import (
    HOUR,
    NOON,
    campaign_of_notices,
    gather,
    happen,
    inbox,
    letters_to,
    tell,
    user_of,
    wish,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def campaign() -> Campaign:
    return campaign_of_notices()


@pytest.fixture
def people(campaign: Campaign) -> Cast:
    return cast.full_cast(campaign)


def earn(place: Participant, *, at: datetime = NOON, amount_minor: int = 5) -> None:
    tell(happen("reward.earned", place, at=at, amount_minor=amount_minor), at=at)


def in_letters(user: User) -> list[int]:
    """Count how many items stand in each letter to this person, in order."""
    return [NoticeItem.objects.filter(letter=letter).count() for letter in letters_to(user)]


class TestAtOnce:
    def test_a_storm_is_one_letter_and_one_more_after_an_hour(self, people: Cast) -> None:
        alice = user_of(people.alice)
        wish(alice, "recruit_joined", mail="now")
        tell(happen("participant.joined", people.bob))
        assert gather(alice, at=NOON) == ["recruit_joined"]
        _arrive(alice)
        for minute in range(5, 60, 6):
            at = NOON + minute * MINUTE
            tell(*(happen("participant.joined", people.bob, at=at) for _ in range(100)), at=at)
            assert gather(alice, at=at) == []
        assert gather(alice, at=NOON + BETWEEN_LETTERS) == ["recruit_joined"]
        assert in_letters(alice) == [1, 1_000]
        assert "1000 people joined" in compose(letters_to(alice)[1]).body

    def test_nothing_more_is_written_while_one_waits(self, people: Cast) -> None:
        alice = user_of(people.alice)
        wish(alice, "reward_held", mail="now")
        earn(people.alice)
        assert gather(alice, at=NOON) == ["reward_held"]
        earn(people.alice, at=NOON + 3 * HOUR)
        assert gather(alice, at=NOON + 3 * HOUR) == []

    def test_the_night_is_quiet_and_its_notices_are_one_letter(self, people: Cast) -> None:
        alice = user_of(people.alice)
        wish(alice, "reward_held", mail="now")
        evening = datetime(2031, 3, 5, 22, 30, tzinfo=UTC)
        for hour in range(6):
            earn(people.alice, at=evening + hour * HOUR)
            assert gather(alice, at=evening + hour * HOUR) == []
        morning = datetime(2031, 3, 6, 8, 0, tzinfo=ZoneInfo("Europe/Rome"))
        assert gather(alice, at=morning - MINUTE) == []
        assert gather(alice, at=morning) == ["reward_held"]
        assert in_letters(alice) == [6]

    def test_kinds_are_letters_of_their_own(self, people: Cast) -> None:
        alice = user_of(people.alice)
        tell(
            happen("payout.failed", people.alice, amount_minor=5),
            happen("payout.settled", people.alice, amount_minor=7),
        )
        assert gather(alice, at=NOON) == ["payout_failed", "reward_paid"]


class TestDigests:
    def test_a_day_is_one_letter_at_nine_by_ones_own_clock(self, people: Cast) -> None:
        alice = user_of(people.alice)
        User.objects.filter(pk=alice.pk).update(time_zone="America/New_York")
        tell(happen("participant.joined", people.bob))
        earn(people.alice, at=NOON + 5 * HOUR)
        nine = datetime(2031, 3, 5, 9, 0, tzinfo=ZoneInfo("America/New_York"))
        assert gather(alice, at=NOON) == []
        assert gather(alice, at=nine - MINUTE) == []
        assert gather(alice, at=nine) == ["digest"]
        assert gather(alice, at=nine + 6 * HOUR) == []
        assert gather(alice, at=nine + 24 * HOUR) == ["digest"]
        assert [letter.key for letter in letters_to(alice)] == ["2031-03-05", "2031-03-06"]
        assert in_letters(alice) == [1, 1]

    def test_who_moves_gets_none_twice_of_a_date(self, people: Cast) -> None:
        alice = user_of(people.alice)
        User.objects.filter(pk=alice.pk).update(time_zone="Pacific/Auckland")
        earn(people.alice, at=NOON)
        nine = datetime(2031, 3, 6, 9, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
        gather(alice, at=NOON)
        assert gather(alice, at=nine) == ["digest"]
        User.objects.filter(pk=alice.pk).update(time_zone="America/New_York")
        earn(people.alice, at=nine + HOUR)
        gather(alice, at=nine + HOUR)
        assert gather(alice, at=datetime(2031, 3, 6, 9, 1, tzinfo=ZoneInfo("America/New_York"))) == []
        assert gather(alice, at=datetime(2031, 3, 7, 9, 1, tzinfo=ZoneInfo("America/New_York"))) == ["digest"]

    def test_what_was_switched_off_meanwhile_is_left_out(self, people: Cast) -> None:
        alice = user_of(people.alice)
        tell(happen("participant.joined", people.bob), happen("reward.earned", people.alice, amount_minor=5))
        gather(alice, at=NOON)
        wish(alice, "recruit_joined", mail="never")
        nine = datetime(2031, 3, 6, 9, 0, tzinfo=ZoneInfo("Europe/Rome"))
        assert gather(alice, at=nine) == ["digest"]
        (letter,) = letters_to(alice)
        assert in_letters(alice) == [1]
        wish(alice, "reward_held", mail="never")
        with pytest.raises(NothingToSay):
            compose(letter)

    @given(
        zone=st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
        seconds=st.integers(631_152_000, 2_114_380_800),
    )
    @settings(max_examples=400)
    def test_digest_times_are_a_date_apart_whatever_the_clocks_do(self, zone: ZoneInfo, seconds: int) -> None:
        at = datetime.fromtimestamp(seconds, UTC)
        day, last = last_digest(at, zone)
        following = next_digest(at, zone)
        assert last <= at < following
        assert last.astimezone(zone).date() == day
        # Nothing between the two is a digest time, and the next one is of a later date.
        assert last_digest(following - timedelta(microseconds=1), zone) == (day, last)
        later, moment = last_digest(following, zone)
        assert (moment, later > day) == (following, True)
        # Nine by the wall, but where the clocks jump over it.
        assert last.astimezone(zone).time() == time(9) or last.astimezone(zone).utcoffset() != (
            (last - 2 * HOUR).astimezone(zone).utcoffset()
        )

    @pytest.mark.parametrize(
        ("zone", "day", "utc_hour"),
        [
            ("Europe/Rome", (2031, 3, 29), 8),
            ("Europe/Rome", (2031, 3, 30), 7),
            ("America/New_York", (2031, 11, 1), 13),
            ("America/New_York", (2031, 11, 2), 14),
        ],
    )
    def test_nine_stays_nine_when_the_clocks_change(self, zone: str, day: tuple[int, int, int], utc_hour: int) -> None:
        at = datetime(*day, 23, tzinfo=UTC)
        assert last_digest(at, ZoneInfo(zone))[1] == datetime(*day, utc_hour, tzinfo=UTC)

    def test_a_date_that_is_left_out_has_none(self) -> None:
        apia = ZoneInfo("Pacific/Apia")  # 30 December 2011 was not there
        before, _ = last_digest(datetime(2011, 12, 30, 5, 0, tzinfo=UTC), apia)
        after, _ = last_digest(datetime(2011, 12, 30, 20, 0, tzinfo=UTC), apia)
        assert (before.isoformat(), after.isoformat()) == ("2011-12-29", "2011-12-31")


def test_nobody_writes_to_an_address_that_stopped(people: Cast) -> None:
    alice = user_of(people.alice)
    stop_address(email=alice.email, why="bounced", at=NOON)
    tell(happen("payout.failed", people.alice, amount_minor=5))
    assert gather(alice, at=NOON) == []
    assert not NoticeItem.objects.to_be_mailed().filter(user=alice).exists()
    assert len(inbox(alice)) == 1


def test_all_who_wait_are_looked_at_once_and_then_later(people: Cast) -> None:
    for place in people.chain:
        earn(place)
    assert gather_notices(at=NOON) == 4
    assert gather_notices(at=NOON) == 0
    assert gather_notices(at=NOON + 24 * HOUR, most=3) == 3
    assert gather_notices(at=NOON + 24 * HOUR, most=3) == 1
    assert Letter.objects.filter(kind="digest").count() == 4


def _arrive(user: User) -> None:
    queued = Letter.objects.filter(user=user, state="queued")
    for letter in queued:
        Letter.objects.filter(pk=letter.pk).update(state="sending", claimed_at=NOON)
        Letter.objects.filter(pk=letter.pk).update(state="sent", ended_at=NOON)


# What can happen to somebody, with what the log says of it.
HAPPENS = {
    "reward.earned": "reward_held",
    "reward.released": "reward_payable",
    "payout.settled": "reward_paid",
    "payout.failed": "payout_failed",
    "participant.joined": "recruit_joined",
}
WISHES = st.fixed_dictionaries(
    {kind: st.tuples(st.booleans(), st.sampled_from(["now", "daily", "never"])) for kind in HAPPENS.values()}
)
STORIES = st.lists(
    st.tuples(st.sampled_from(sorted(HAPPENS)), st.integers(0, 4_000), st.booleans()), min_size=1, max_size=8
)


@given(wishes=WISHES, story=STORIES, zone=st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles"]))
# Not shrunk: a story costs half a second.
@settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_and_is_chosen_each_thing_is_told_once_by_each_channel(
    people: Cast, wishes: dict[str, tuple[bool, str]], story: list[tuple[str, int, bool]], zone: str
) -> None:
    with transaction.atomic():
        alice = user_of(people.alice)
        User.objects.filter(pk=alice.pk).update(time_zone=zone)
        for kind, (in_inbox, mail) in wishes.items():
            wish(alice, kind, inbox=in_inbox, mail=mail)
        expected: Counter[tuple[str, bool, bool]] = Counter()
        for event_kind, minutes, is_read_twice in sorted(story, key=lambda each: each[1]):
            at = NOON + minutes * MINUTE
            place = people.bob if event_kind == "participant.joined" else people.alice
            event = happen(event_kind, place, at=at, amount_minor=5)
            for _ in range(1 + is_read_twice):
                tell(event, at=at)
            gather(alice, at=at)
            in_inbox, mail = wishes[HAPPENS[event_kind]]
            if in_inbox or mail != "never":
                expected[HAPPENS[event_kind], in_inbox, mail != "never"] += 1
        for hours in range(0, 52, 3):
            gather(alice, at=NOON + timedelta(hours=hours + 67))
            _arrive(alice)
        items = list(NoticeItem.objects.filter(user=alice).select_related("notice", "letter"))
        assert Counter((i.kind, i.notice.in_inbox, i.letter is not None) for i in items) == expected
        assert not NoticeItem.objects.to_be_mailed().filter(user=alice).exists()
        for item in items:
            if item.letter is not None:
                assert item.letter.kind == (item.kind if wishes[item.kind][1] == "now" else "digest")
        digests = [letter.key for letter in letters_to(alice) if letter.kind == "digest"]
        assert len(set(digests)) == len(digests)
        assert Notice.objects.in_inbox_of(alice.pk).count() == len(
            {(i.kind, i.notice.hour) for i in items if i.notice.in_inbox}
        )
        transaction.set_rollback(True)


def test_every_kind_can_be_a_letter() -> None:
    assert {kind.mail for name, kind in KINDS.items() if name not in UNCHOSEN} == {"now", "daily"}
