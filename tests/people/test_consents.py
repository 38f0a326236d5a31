"""Consent: nobody agreed who did not say so, the last word counts, and whoever repeats it adds nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.events.models import Event
from campaigns.people import consents
from campaigns.people.consents import last_word, say_consent, who_consents
from campaigns.people.models import Consent, User
from campaigns.planning.models import Campaign
from tests import cast
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return cast.make_user("alice")


@pytest.fixture
def here() -> Campaign:
    return cast.live_campaign()


@pytest.fixture
def there() -> Campaign:
    return cast.live_campaign()


def say(user: User, campaign: Campaign | None, given: bool, *, how: str = "api") -> bool:
    _, is_new = say_consent(user=user, campaign_id=campaign.pk if campaign else None, given=given, how=how, at=MOMENT)
    return is_new


def agrees(user: User, campaign: Campaign) -> bool:
    return who_consents(user_ids=[user.pk], campaign_id=campaign.pk) == {user.pk}


def test_nothing_said_is_no(alice: User, here: Campaign) -> None:
    assert not agrees(alice, here)
    assert last_word(user=alice, campaign_id=here.pk) is None


def test_each_word_is_a_row_with_its_wording_its_way_and_its_event(alice: User, here: Campaign) -> None:
    assert say(alice, here, True, how="join")
    row = Consent.objects.get(user=alice)
    assert (row.given, row.wording, row.how, row.campaign, row.at) == (True, 1, "join", here, MOMENT)
    event = Event.objects.get(kind="consent.given", actor=alice)
    assert event.campaign_id == here.pk
    assert event.data == {"purpose": "nudges", "wording": 1, "how": "join"}
    assert say(alice, here, False, how="one_click")
    assert list(Consent.objects.filter(user=alice).order_by("pk").values_list("given", flat=True)) == [True, False]
    assert Event.objects.filter(kind="consent.withdrawn", actor=alice).count() == 1


def test_it_is_of_one_campaign_and_one_person(alice: User, here: Campaign, there: Campaign) -> None:
    bob = cast.make_user("bob")
    say(alice, here, True)
    assert not agrees(alice, there)
    assert who_consents(user_ids=[alice.pk, bob.pk], campaign_id=here.pk) == {alice.pk}


def test_whoever_repeats_themselves_adds_no_row(alice: User, here: Campaign) -> None:
    assert [say(alice, here, given) for given in (True, True, False, False, True)] == [True, False, True, False, True]
    assert Consent.objects.filter(user=alice).count() == 3
    assert Event.objects.filter(actor=alice, kind__startswith="consent.").count() == 3


def test_another_wording_is_agreed_to_anew(alice: User, here: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    say(alice, here, True)
    monkeypatch.setitem(consents.WORDINGS, "nudges", {1: "Old.", 2: "New."})
    assert say(alice, here, True)
    assert last_word(user=alice, campaign_id=here.pk).wording == 2  # type: ignore[union-attr]  # just said


def test_taken_back_everywhere(alice: User, here: Campaign, there: Campaign) -> None:
    say(alice, here, True)
    say(alice, there, True)
    say(alice, there, False)
    # The last word of all takes something back already, but of one campaign only.
    assert say(alice, None, False)
    assert not say(alice, None, False)
    assert not agrees(alice, here)
    assert not say(alice, here, False)
    assert say(alice, here, True)
    assert agrees(alice, here)
    assert not agrees(alice, there)


WORDS = st.lists(st.tuples(st.sampled_from(["here", "there", "everywhere"]), st.booleans()), max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_the_last_word_that_concerns_a_campaign_counts(
    here: Campaign, there: Campaign, words: list[tuple[str, bool]]
) -> None:
    user = cast.make_user("anna")
    expected = {"here": False, "there": False}
    for where, given_ in words:
        if where == "everywhere":
            say(user, None, False)
            expected = dict.fromkeys(expected, False)
        else:
            say(user, here if where == "here" else there, given_)
            expected[where] = given_
    assert {"here": agrees(user, here), "there": agrees(user, there)} == expected


def test_an_earlier_time_does_not_make_a_word_earlier(alice: User, here: Campaign) -> None:
    """Clocks of two servers differ; the order in which people spoke is the order of the rows."""
    say(alice, here, True)
    say_consent(user=alice, campaign_id=here.pk, given=False, how="api", at=MOMENT - timedelta(hours=1))
    assert not agrees(alice, here)
