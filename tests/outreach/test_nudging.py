"""Nudging: chance sets the reachable apart, the rest are told by reason, and what it did is counted as it was drawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from campaigns.errors import Gone, InvalidInput, NotPossibleNow
from campaigns.events.models import Event
from campaigns.outreach.effect import Arm, draw_held_out, newcombe
from campaigns.outreach.measuring import effects_of, fates_of
from campaigns.outreach.models import Letter, Nudge, NudgeMember
from campaigns.outreach.nudging import checked_words, reach_of, send_nudge
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import pause_campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import freeze_branch, remove_member
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.outreach.stage import NOON, agree, letter_to, letters_campaign, member, nudge, seen_on

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Come back", "text": "We miss you.", "note": ""}


@pytest.fixture
def campaign() -> Campaign:
    return letters_campaign()


def lapsing(campaign: Campaign, name: str = "anna", *, agrees: bool = True) -> Participant:
    """Let somebody join who is about to lapse at NOON."""
    place = member(campaign, name, agrees=agrees)
    seen_on(place, 8, 7, 6, 5)
    return place


def send(campaign: Campaign, **said: Any) -> Nudge:
    given = {"audience": "lapsing", "branch": None, "at": NOON, **WORDS, **said}
    return send_nudge(campaign=campaign, organizer=cast.organizer_of(campaign), **given)


def arms(row: Nudge) -> dict[int, str]:
    return dict(NudgeMember.objects.filter(nudge=row).values_list("participant", "arm"))


def due(row: Nudge) -> list[int | None]:
    events = Event.objects.filter(kind="nudge.due", campaign=row.campaign).order_by("participant")
    return [event.participant_id for event in events if event.data == {"nudge": str(row.public_id)}]


def test_a_tenth_is_held_out_and_can_be_drawn_again(campaign: Campaign) -> None:
    places = {place.public_id: place.pk for place in (lapsing(campaign, f"anna{n}") for n in range(20))}
    row = send(campaign)
    drawn = {places[name] for name in draw_held_out(row.public_id, list(places))}
    assert len(drawn) == 2
    assert {pk for pk, arm in arms(row).items() if arm == "held_out"} == drawn
    assert sorted(arms(row)) == sorted(places.values())
    assert due(row) == sorted(set(places.values()) - drawn)
    sent = Event.objects.get(kind="nudge.sent", campaign=campaign)
    assert sent.data == {"nudge": str(row.public_id), "audience": "lapsing", "treated": 18, "held_out": 2}
    assert sent.actor == cast.organizer_of(campaign)


def test_of_fewer_than_ten_nobody_is_held_out(campaign: Campaign) -> None:
    places = [lapsing(campaign, f"anna{n}") for n in range(9)]
    assert arms(send(campaign)) == {place.pk: "treated" for place in places}


def test_who_cannot_be_written_to_is_in_neither_arm(campaign: Campaign) -> None:
    reachable = lapsing(campaign, "anna")
    silent = lapsing(campaign, "bea", agrees=False)
    taken_back, removed, frozen, closed, nobody, capped = (lapsing(campaign, name) for name in "cdefgh")
    agree(taken_back, given=False)
    remove_member(participant=removed, banned=True, actor=None, at=NOON)
    freeze_branch(root=frozen, actor=None, at=NOON)
    User.objects.filter(places=closed).update(is_active=False)
    Participant.objects.filter(pk=nobody.pk).update(user=None)
    for _ in range(3):
        letter = letter_to(capped, at=NOON - timedelta(days=8))
        Letter.objects.filter(pk=letter.pk).update(state="sending", claimed_at=NOON - timedelta(days=1))
    reach = reach_of(campaign=campaign, audience="lapsing", branch=None, at=NOON)
    assert {person.participant_id: person.against for person in reach.people} == {
        reachable.pk: "",
        silent.pk: "no_consent",
        taken_back.pk: "no_consent",
        removed.pk: "removed",
        frozen.pk: "in_quarantine",
        closed.pk: "account_closed",
        nobody.pk: "no_account",
        capped.pk: "enough_letters",
    }
    assert reach.unreachable == [
        ("no_account", 1), ("account_closed", 1), ("removed", 1), ("in_quarantine", 1), ("no_consent", 2),
        ("enough_letters", 1),
    ]  # fmt: skip
    assert arms(send(campaign)) == {reachable.pk: "treated"}


@pytest.mark.parametrize("arm", ["treated", "held_out"])
def test_neither_arm_is_nudged_again_within_seven_days(campaign: Campaign, arm: str) -> None:
    place = lapsing(campaign)
    earlier = NOON - timedelta(days=7) + timedelta(minutes=1)
    nudge([place] if arm == "treated" else [], held_out=[] if arm == "treated" else [place], at=earlier)
    with pytest.raises(NotPossibleNow, match="1: they were in a nudge of this campaign in the last 7 days") as refused:
        send(campaign)
    assert refused.value.code == "nobody_to_write_to"
    assert refused.value.data == {"unreachable": {"nudged_lately": 1}}
    seen_on(place, 9, 8, 7, 6, at=NOON + timedelta(minutes=1))
    assert arms(send(campaign, at=NOON + timedelta(minutes=1))) == {place.pk: "treated"}


def test_another_campaigns_nudge_stands_against_nothing(campaign: Campaign) -> None:
    place = lapsing(campaign)
    assert place.user is not None
    elsewhere = cast.join(place.user, cast.open_link(letters_campaign()), at=NOON)
    nudge([elsewhere], at=NOON)
    assert arms(send(campaign)) == {place.pk: "treated"}


def test_a_letter_in_the_queue_counts_before_it_is_sent(campaign: Campaign) -> None:
    place = lapsing(campaign)
    assert place.user is not None
    for _ in range(3):
        letter_to(cast.join(place.user, cast.open_link(letters_campaign()), at=NOON))
    reach = reach_of(campaign=campaign, audience="lapsing", branch=None, at=NOON)
    assert reach.unreachable == [("enough_letters", 1)]


def test_nobody_there_is_said(campaign: Campaign) -> None:
    with pytest.raises(NotPossibleNow, match="Nobody is in this audience now"):
        send(campaign)
    assert not Nudge.objects.filter(campaign=campaign).exists()


def test_only_a_live_campaign_writes(campaign: Campaign) -> None:
    lapsing(campaign)
    organizer = cast.organizer_of(campaign)
    pause_campaign(campaign=campaign, actor=organizer, at=NOON)
    with pytest.raises(NotPossibleNow, match="The campaign is paused"):
        send(campaign)
    close_campaign(campaign=campaign, actor=organizer, at=NOON)
    with pytest.raises(Gone):
        send(campaign)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"subject": " \n "}, "subject_missing"),
        ({"subject": "x" * 121}, "subject_too_long"),
        ({"text": " \r\n "}, "text_missing"),
        ({"text": "x" * 5_001}, "text_too_long"),
        ({"text": "bell \x07"}, "text_unusable"),
    ],
)
def test_words_that_cannot_be_sent(said: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_words(**{**WORDS, **said})
    assert (refused.value.code, refused.value.field) == (code, next(iter(said)))


def test_words_are_tidied() -> None:
    subject, text, note = checked_words(subject=" Come\n back ", text="\r\nA\r\n\r\nB\tC\r\n", note="try\n1")
    assert (subject, text, note) == ("Come back", "A\n\nB\tC", "try 1")


def test_what_it_did_is_counted_by_arm_whatever_became_of_the_letter(campaign: Campaign) -> None:
    treated = [member(campaign, f"anna{n}") for n in range(27)]
    held = [member(campaign, f"hilda{n}") for n in range(3)]
    row = nudge(treated, held_out=held)
    for place in treated[:9]:
        seen_on(place, 8, 3, 0, at=NOON + timedelta(days=3))
    seen_on(treated[9], 0, at=NOON + timedelta(days=10))
    seen_on(held[0], 8, 0, at=NOON + timedelta(days=7))
    # Before the nudge, and never: not active again.
    seen_on(treated[10], 9, 8)
    seen_on(held[1], 5)
    after = NOON + timedelta(days=7, hours=10)
    week, fortnight = effects_of([row], at=after)[row.pk]
    assert (week.treated, week.held_out) == (Arm(27, 9), Arm(3, 1))
    # The seventh day ends at midnight in Rome.
    assert week.ends_at == NOON.replace(day=8, hour=22)
    assert week.difference.value == pytest.approx(0)
    assert (week.difference.low, week.difference.high) == newcombe(Arm(27, 9), Arm(3, 1))
    assert "may be chance alone" in week.sentence
    assert (fortnight.treated, fortnight.held_out) == (Arm(27, 10), Arm(3, 1))
    assert fortnight.difference.value is None
    assert fortnight.sentence == "Not enough data yet: the 14 days are over with 15 June 2026."
    assert effects_of([row], at=after - timedelta(hours=1))[row.pk][0].difference.value is None
    assert effects_of([row], at=NOON + timedelta(days=15))[row.pk][1].difference.value is not None


def test_the_day_of_the_nudge_counts(campaign: Campaign) -> None:
    place, other = member(campaign, "anna"), member(campaign, "bea")
    row = nudge([place, other])
    seen_on(place, 8, 0)
    seen_on(other, 8, 1)
    assert effects_of([row], at=NOON + timedelta(days=20))[row.pk][0].treated == Arm(2, 1)


def test_of_a_few_it_cannot_be_told(campaign: Campaign) -> None:
    row = nudge([member(campaign)])
    effect = effects_of([row], at=NOON + timedelta(days=20))[row.pk][0]
    assert effect.difference.value is None
    assert effect.sentence.startswith(
        "0 of the 1 person written to was active again within 7 days. Nobody was held out"
    )


def test_many_nudges_are_counted_at_once(campaign: Campaign, django_assert_num_queries: Any) -> None:
    rows = [nudge([member(campaign, f"anna{n}")], at=NOON + timedelta(days=n)) for n in range(4)]
    for days, row in enumerate(rows):
        seen_on(row.members.get().participant, 20, 0, at=NOON + timedelta(days=days))
    shown = list(Nudge.objects.filter(campaign=campaign).select_related("campaign"))
    with django_assert_num_queries(4):
        effects, fates = effects_of(shown, at=NOON), fates_of(shown)
    assert [effects[row.pk][0].treated for row in rows] == [Arm(1, 1)] * 4
    assert [fates[row.pk].treated for row in rows] == [1] * 4


def test_what_became_of_the_letters(campaign: Campaign) -> None:
    places = [member(campaign, f"anna{n}") for n in range(5)]
    row = nudge(places)
    for place, state, reason in zip(
        places, ("queued", "suppressed", "suppressed", "suppressed"), ("", "no_consent", "no_consent", "removed"),
        strict=False,
    ):  # fmt: skip
        letter = Letter.objects.create(
            kind="nudge", key=str(row.public_id), user=place.user, campaign=campaign, participant=place, due_at=NOON,
            written_at=NOON,
        )  # fmt: skip
        if state != "queued":
            Letter.objects.filter(pk=letter.pk).update(state=state, reason=reason, ended_at=NOON)
    fate = fates_of([row])[row.pk]
    assert (fate.treated, fate.held_out) == (5, 0)
    assert fate.by_state == {"queued": 1, "suppressed": 3}
    assert fate.suppressed == {"no_consent": 2, "removed": 1}
