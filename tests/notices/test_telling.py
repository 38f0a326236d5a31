"""Whom what is told to, in which words; and that nobody is told what they may not see, or twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from campaigns.notices.inbox import forget_notices, mark, mark_all_read, unread_count
from campaigns.notices.models import Notice, NoticeItem
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from campaigns.planning.news import correct_news, publish_news, take_back_news
from campaigns.recruiting.models import Participant
from tests import cast
from tests.cast import Cast
from tests.notices.stage import HOUR, NOON, campaign_of_notices, happen, inbox, tell, user_of, wish

pytestmark = pytest.mark.django_db

HOSTILE = "<b>Bob</b>\r\nBcc: x@example.org \u202egnp\u2066"


@pytest.fixture
def campaign() -> Campaign:
    return campaign_of_notices()


@pytest.fixture
def people(campaign: Campaign) -> Cast:
    return cast.full_cast(campaign)


def test_who_joined_is_told_to_who_brought_them_alone(people: Cast) -> None:
    tell(happen("participant.joined", people.carol), happen("participant.joined", people.alice))
    assert inbox(user_of(people.bob)) == ["Carol joined “Find the balloons” by your link."]
    assert [inbox(user_of(place)) for place in (people.alice, people.carol, people.dave)] == [[], [], []]


def test_a_verified_finding_is_told_up_the_chain_by_direct_recruits_names_alone(people: Cast) -> None:
    finding = cast.report(people.dave)
    tell(happen("finding.verified", people.dave, finding=finding, paid_rank=1))
    assert inbox(user_of(people.dave)) == ["Your report of “Balloon 1” in “Find the balloons” was found true."]
    direct = "Dave, whom you brought to “Find the balloons”, found one: “Balloon 1”."
    assert inbox(user_of(people.carol)) == [direct]
    for place, through in ((people.bob, "Carol"), (people.alice, "Bob")):
        (said,) = inbox(user_of(place))
        assert said == f"In “Find the balloons” somebody who came through {through} found one: “Balloon 1”."
        assert "Dave" not in said


def test_money_is_written_in_the_campaigns_currency_as_the_reader_does(people: Cast) -> None:
    bob = user_of(people.bob)
    for kind in ("reward.earned", "reward.released", "payout.settled", "payout.failed", "reward.reversed"):
        tell(happen(kind, people.bob, amount_minor=123_456_789, distance=1))
    assert "1,234,567.89\N{NO-BREAK SPACE}USD" in inbox(bob)[-1]
    with translation.override("es"):
        assert all(
            "1.234.567,89\N{NO-BREAK SPACE}USD"
            in said.replace("\N{NO-BREAK SPACE}234", ".234").replace("\N{NO-BREAK SPACE}567", ".567")
            for said in inbox(bob)
        )
    assert len(inbox(bob)) == 5
    tell(happen("reward.earned", people.bob, amount_minor=0, distance=1, at=NOON + HOUR))
    assert len(inbox(bob)) == 5


@pytest.mark.parametrize(("currency", "written"), [("JPY", "1,500"), ("KWD", "1.500")])
def test_minor_units_are_the_currencys_own(currency: str, written: str) -> None:
    (place,) = cast.join_in_turn(campaign_of_notices(currency=currency), "anna")
    tell(happen("payout.settled", place, amount_minor=1_500))
    assert inbox(user_of(place))[0].startswith(f"{written}\N{NO-BREAK SPACE}{currency} ")


def test_reviewers_hear_of_what_they_may_decide(campaign: Campaign, people: Cast) -> None:
    rita, kin = cast.make_user("rita"), user_of(people.alice)
    olga = cast.organizer_of(campaign)
    finding = cast.report(people.dave)
    tell(happen("finding.submitted", people.dave, finding=finding))
    assert len(inbox(olga)) == 1  # as long as nobody else reviews
    for user in (rita, kin):
        Role.objects.create(campaign=campaign, user=user, kind="reviewer")
    tell(
        happen("finding.appealed", people.dave, finding=finding),
        happen("finding.submitted", people.dave, finding=finding, imported=True),
    )
    assert inbox(rita) == ["In “Find the balloons” 1 report came in for you to review."]
    assert inbox(kin) == []  # Dave stands below Alice
    assert len(inbox(olga)) == 1


def test_a_question_is_told_to_the_finder_alone(people: Cast) -> None:
    finding = cast.report(people.dave)
    tell(happen("finding.needs_info", people.dave, finding=finding))
    assert inbox(user_of(people.dave)) == [
        "A reviewer asks you something about your report of “Balloon 1” in “Find the balloons”."
    ]
    assert inbox(user_of(people.carol)) == []


def test_a_thousand_joins_in_an_hour_are_one_notice(people: Cast) -> None:
    recruits = [cast.join(cast.make_user(f"r{n}"), cast.link_of(people.dave)) for n in range(25)]
    dave = user_of(people.dave)
    for start in range(0, 1_000, 250):
        tell(*(happen("participant.joined", recruits[n % 25]) for n in range(start, start + 250)))
    assert inbox(dave) == ["1000 people joined “Find the balloons” by your link, among them R0, R1, R2."]
    assert NoticeItem.objects.filter(user=dave).count() == 1_000
    assert unread_count(dave) == 1


def test_what_was_told_is_not_told_again(people: Cast) -> None:
    events = [happen("participant.joined", people.bob), happen("reward.earned", people.alice, amount_minor=5)]
    tell(*events)
    alice = user_of(people.alice)
    mark_all_read(user=alice, at=NOON)
    tell(*events, *events, at=NOON + HOUR)
    assert unread_count(alice) == 0
    assert NoticeItem.objects.filter(user=alice).count() == 2
    tell(happen("reward.earned", people.alice, amount_minor=7))
    assert unread_count(alice) == 1  # the notice of that hour has something new
    assert "0.12" in inbox(alice)[0]


def test_the_past_is_not_told(people: Cast) -> None:
    tell(happen("participant.joined", people.bob, at=NOON - timedelta(days=8)))
    tell(happen("participant.joined", people.carol, imported=True))
    assert not NoticeItem.objects.exists()


def test_those_who_left_or_were_removed(people: Cast) -> None:
    Participant.objects.filter(pk=people.alice.pk).update(removed_at=NOON)
    alice, bob = user_of(people.alice), user_of(people.bob)
    bob.is_active = False
    bob.save()
    tell(
        happen("participant.joined", people.bob),
        happen("reward.reversed", people.alice, amount_minor=5, owed_minor=0),
        happen("participant.joined", people.carol),
    )
    assert inbox(alice) == ["0.05\N{NO-BREAK SPACE}USD that you had earned in “Find the balloons” was taken back."]
    assert inbox(bob) == []


def test_nothing_is_kept_for_who_wants_nothing(people: Cast) -> None:
    alice = user_of(people.alice)
    wish(alice, "recruit_joined", inbox=False, mail="never")
    tell(happen("participant.joined", people.bob))
    assert not Notice.objects.exists()
    wish(alice, "recruit_joined", mail="now")
    tell(happen("participant.joined", people.bob))
    assert inbox(alice) == []
    assert NoticeItem.objects.get().mail_at == NOON


def test_what_people_wrote_is_one_line(campaign: Campaign, people: Cast) -> None:
    Participant.objects.filter(pk=people.bob.pk).update(display_name=HOSTILE)
    Campaign.objects.filter(pk=campaign.pk).update(title=HOSTILE)
    tell(happen("participant.joined", people.bob))
    assert inbox(user_of(people.alice)) == [
        "<b>Bob</b> Bcc: x@example.org gnp joined “<b>Bob</b> Bcc: x@example.org gnp” by your link."
    ]


def test_news_is_told_once_to_everybody_who_wants_it(campaign: Campaign, people: Cast) -> None:
    olga, (alice, bob, carol) = cast.organizer_of(campaign), map(user_of, (people.alice, people.bob, people.carol))
    wish(bob, "campaign_news", inbox=False, mail="never")
    wish(carol, "campaign_news", mail="never")
    Participant.objects.filter(pk=people.dave.pk).update(removed_at=NOON)
    news = publish_news(campaign=campaign, organizer=olga, title="Three  are\nleft", text="Look.", at=NOON)
    published = happen("news.published", people.alice, news=str(news.public_id))
    for at in (NOON, NOON + HOUR):
        tell(published, at=at)
    assert inbox(alice) == inbox(carol) == ["News of “Find the balloons”: Three are left"]
    assert inbox(bob) == inbox(user_of(people.dave)) == inbox(olga) == []
    assert {item.user_id: item.mail_at for item in NoticeItem.objects.all()} == {alice.pk: NOON, carol.pk: None}
    correct_news(news=news, organizer=olga, title="Two are left", at=NOON)
    assert inbox(alice) == ["News of “Find the balloons”: Two are left"]
    take_back_news(news=news, organizer=olga, at=NOON)
    assert inbox(alice) == ["What stood here was taken back."]


def test_reading_and_forgetting(people: Cast) -> None:
    alice = user_of(people.alice)
    tell(*(happen("reward.earned", people.alice, amount_minor=5, at=NOON + n * HOUR) for n in range(4)))
    first, second, *_ = Notice.objects.filter(user=alice).order_by("pk")
    assert unread_count(alice) == 4
    assert mark(notice=first, read=True, at=NOON).read_at == NOON
    assert mark(notice=first, read=True, at=NOON + HOUR).read_at == NOON
    assert mark(notice=first, read=False, at=NOON).read_at is None
    assert mark_all_read(user=alice, up_to=second, at=NOON) == 2
    assert unread_count(alice) == 2
    assert forget_notices(at=NOON + timedelta(days=180) + HOUR) == 1
    assert Notice.objects.filter(user=alice).count() == 3
