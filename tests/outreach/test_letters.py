"""From the log to letters: each is written down once, whatever is read twice, and none is lost."""

from __future__ import annotations

import pytest
from django.db import connection

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.events.reading import read_lag, rewind_cursor
from campaigns.outreach.letters import READER, write_letters
from campaigns.outreach.models import Letter
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.logs import read_to_the_end
from tests.outreach.stage import NOON, letters_campaign, member, nudge, write_all

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def campaign() -> Campaign:
    write_all()
    return letters_campaign()


def letters_of(campaign: Campaign) -> list[int]:
    return sorted(Letter.objects.filter(campaign=campaign).values_list("participant", flat=True))


def test_every_treated_member_gets_one_letter_however_often_the_log_is_read(campaign: Campaign) -> None:
    places = [member(campaign, f"anna{n}") for n in range(5)]
    row = nudge(places[:4], held_out=places[4:])
    write_all()
    treated = sorted(place.pk for place in places[:4])
    assert letters_of(campaign) == treated
    for _ in range(2):
        rewind_cursor(reader=READER, at=NOON)
        write_all()
    assert letters_of(campaign) == treated
    letter = Letter.objects.get(participant=places[0])
    assert (letter.kind, letter.key, letter.user, letter.state) == (
        "nudge",
        str(row.public_id),
        places[0].user,
        "queued",
    )
    assert (letter.due_at, letter.written_at, letter.attempts) == (NOON, NOON, 0)


def test_page_after_page_skips_nobody(campaign: Campaign) -> None:
    places = [member(campaign, f"anna{n}") for n in range(7)]
    nudge(places)
    read_to_the_end(lambda: write_letters(at=NOON, limit=2), reader=READER)
    assert letters_of(campaign) == sorted(place.pk for place in places)
    assert read_lag(reader=READER).unread == 0


def test_a_place_without_an_owner_gets_none(campaign: Campaign) -> None:
    anna, bea = member(campaign, "anna"), member(campaign, "bea")
    nudge([anna, bea])
    Participant.objects.filter(pk=anna.pk).update(user=None)
    write_all()
    assert letters_of(campaign) == [bea.pk]


def test_an_event_that_makes_no_letter_keeps_nobody_back_and_is_told(campaign: Campaign) -> None:
    anna, bea, held = member(campaign, "anna"), member(campaign, "bea"), member(campaign, "hilda")
    row = nudge([anna], held_out=[held])
    # Of somebody held out, which the database refuses, and without the name of a nudge.
    for place, data in ((held, {"nudge": str(row.public_id)}), (bea, {})):
        record_event(kind="nudge.due", at=NOON, campaign_id=campaign.pk, participant_id=place.pk, data=data)
    nudge([bea])
    write_all()
    assert letters_of(campaign) == sorted([anna.pk, bea.pk])
    told = Event.objects.filter(campaign=campaign, kind="letter.not_written")
    assert {event.participant_id: event.data["error"] for event in told} == {
        held.pk: "IntegrityError",
        bea.pk: "KeyError",
    }
    assert read_lag(reader=READER).unread <= 2  # what was told is read next


def test_what_is_written_and_the_place_in_the_log_are_kept_together(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that dies before its commit has written nothing and read nothing."""
    place = member(campaign)
    nudge([place])
    monkeypatch.setattr("campaigns.outreach.letters.move_cursor", _die)
    with pytest.raises(KeyboardInterrupt):
        write_letters(at=NOON)
    assert letters_of(campaign) == []
    monkeypatch.undo()
    connection.close()
    write_all()
    assert letters_of(campaign) == [place.pk]


def _die(**_: object) -> None:
    raise KeyboardInterrupt


def test_two_nudges_are_two_letters(campaign: Campaign) -> None:
    place = member(campaign)
    nudge([place])
    nudge([place], at=NOON + cast.ONE_DAY)
    write_all()
    assert letters_of(campaign) == [place.pk, place.pk]
