"""Holds, exclusions, quarantines and objections as operations: who may decide, what it changes, what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from campaigns.errors import DomainError, NotPossibleNow
from campaigns.events.models import Event
from campaigns.people.models import Role
from campaigns.recruiting.models import Participant, PendingJoin
from campaigns.recruiting.operations import join_by_code, join_campaign, request_join
from campaigns.recruiting.standing import is_frozen, refuse_banned, set_standings
from campaigns.trust.models import Hold, Objection, Signal
from campaigns.trust.operations import (
    decide_hold,
    decide_objection,
    lift_quarantine,
    make_objection,
    place_hold,
    quarantine_branch,
)
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.trust.stage import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return Stage()


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as said:
        act()
    assert said.value.code == code
    assert said.value.message


def told(stage: Stage, person: Participant) -> list[str]:
    """Name the events about a person, in their order."""
    about = Event.objects.filter(campaign=stage.campaign, participant=person).order_by("id")
    return [kind for kind in about.values_list("kind", flat=True) if kind != "participant.joined"]


def noticed(stage: Stage, person: Participant) -> Signal:
    return Signal.objects.create(
        campaign=stage.campaign, kind="star", severity=3, key="star:1", participant=person, noticed_at=MOMENT
    )


# Holds


def test_a_hold_by_a_signal_is_placed_once(stage: Stage) -> None:
    signal = noticed(stage, stage.people.bob)
    first = place_hold(participant=stage.people.bob, signal=signal, reason="A star.", at=MOMENT)
    again = place_hold(participant=stage.people.bob, signal=signal, reason="A star again.", at=MOMENT + ONE_DAY)
    assert again == first
    assert (first.placed_by, first.expires_at) == (None, MOMENT + 30 * ONE_DAY)
    assert told(stage, stage.people.bob) == ["hold.placed"]


def test_a_hold_needs_a_reason_and_an_end(stage: Stage) -> None:
    bob = stage.people.bob
    say: dict[str, Any] = {"placed_by": stage.orla, "at": MOMENT}
    refused("reason_missing", lambda: place_hold(participant=bob, reason="  ", **say))
    refused("reason_too_long", lambda: place_hold(participant=bob, reason="x" * 501, **say))
    for days in (0, 91):
        refused("days_out_of_range", lambda days=days: stage.hold(bob, days=days))  # type: ignore[misc]  # bound now


def test_clearing_changes_nothing_about_the_person(stage: Stage) -> None:
    hold = decide_hold(hold=stage.hold(stage.people.bob), decision="cleared", decided_by=stage.olga, at=MOMENT)
    assert (hold.decision, hold.decided_by, hold.decided_at) == ("cleared", stage.olga, MOMENT)
    bob = Participant.objects.get(pk=stage.people.bob.pk)
    assert (bob.removed_at, bob.is_banned) == (None, False)
    assert told(stage, bob) == ["hold.placed", "hold.decided"]


@pytest.mark.parametrize(("decision", "is_banned"), [("excluded", False), ("banned", True)])
def test_a_hold_is_decided_once_and_against_somebody_only_with_a_note(
    stage: Stage, decision: str, is_banned: bool
) -> None:
    hold = stage.hold(stage.people.bob)
    say: dict[str, Any] = {"decided_by": stage.olga, "at": MOMENT}
    refused("note_missing", lambda: decide_hold(hold=hold, decision=decision, **say))
    refused("unknown_decision", lambda: decide_hold(hold=hold, decision="shot", note="So.", **say))
    decide_hold(hold=hold, decision=decision, note="Forged.", **say)
    bob = Participant.objects.get(pk=stage.people.bob.pk)
    assert (bob.removed_at, bob.is_banned) == (MOMENT, is_banned)
    assert told(stage, bob) == ["hold.placed", "hold.decided", "participant.removed"]
    refused("already_decided", lambda: decide_hold(hold=hold, decision="cleared", **say))
    refused("already_removed", lambda: stage.hold(bob, by=stage.olga))


def test_a_hold_that_ran_out_can_still_be_decided(stage: Stage) -> None:
    hold = stage.hold(stage.people.bob, days=1)
    late = MOMENT + 3 * ONE_DAY
    decide_hold(hold=hold, decision="excluded", decided_by=stage.olga, at=late, note="Forged.")
    assert Participant.objects.get(pk=stage.people.bob.pk).removed_at == late


def test_who_is_excluded_and_then_banned_is_removed_since_the_first(stage: Stage) -> None:
    second = stage.hold(stage.people.bob)
    stage.remove(stage.people.bob)
    decide_hold(hold=second, decision="banned", decided_by=stage.olga, at=MOMENT + ONE_DAY, note="Came back.")
    bob = Participant.objects.get(pk=stage.people.bob.pk)
    assert (bob.removed_at, bob.is_banned) == (MOMENT, True)


def test_nobody_decides_about_themselves_their_upline_or_their_downline(stage: Stage) -> None:
    carol, said = stage.people.carol.user, "decision_about_"
    assert carol is not None
    Role.objects.create(campaign=stage.campaign, user=carol, kind="organizer")
    for person, code in (
        (stage.people.carol, "oneself"), (stage.people.dave, "downline"), (stage.people.alice, "upline"),
    ):  # fmt: skip
        hold = stage.hold(person)
        quarantine = stage.quarantine(person)
        objection = make_objection(participant=person, hold=hold, text="No.", at=MOMENT)
        on_branch = make_objection(participant=person, quarantine=quarantine, text="No.", at=MOMENT)
        acts: list[Callable[[], object]] = [
            lambda person=person: stage.hold(person, by=carol),  # type: ignore[misc]  # bound now, as all of these
            lambda hold=hold: decide_hold(hold=hold, decision="cleared", decided_by=carol, at=MOMENT),  # type: ignore[misc]
            lambda person=person: quarantine_branch(root=person, reason="So.", placed_by=carol, at=MOMENT),  # type: ignore[misc]
            lambda q=quarantine: lift_quarantine(quarantine=q, lifted_by=carol, at=MOMENT),  # type: ignore[misc]
            lambda o=objection: decide_objection(objection=o, granted=True, decided_by=carol, at=MOMENT),  # type: ignore[misc]
            lambda o=on_branch: decide_objection(objection=o, granted=True, decided_by=carol, at=MOMENT),  # type: ignore[misc]
        ]
        for act in acts:
            refused(said + code, act)


# Exclusion and joining


def test_nobody_joins_by_the_link_of_somebody_banned_and_nobody_is_accused(stage: Stage) -> None:
    link = cast.link_of(stage.people.bob)
    erin = cast.make_user("erin")
    request_join(campaign=stage.campaign, email=erin.email, display_name="Erin", link=link, at=MOMENT)
    stage.remove(stage.people.bob, "banned")
    ways: list[Callable[[], object]] = [
        lambda: cast.join(erin, link),
        lambda: join_by_code(campaign=stage.campaign, user=erin, display_name="Erin", code=None, at=MOMENT),
        lambda: request_join(campaign=stage.campaign, email="f@example.org", display_name="Fay", link=link, at=MOMENT),
    ]
    for way in ways:
        with pytest.raises(NotPossibleNow) as said:
            way()
        assert said.value.code == "link_not_open"
        words = said.value.message.lower()
        assert not any(word in words for word in ("bob", "ban", "fraud", "suspic", "exclu", "removed", "quarantine"))
    place, is_new = join_by_code(campaign=stage.campaign, user=erin, display_name="Erin", code="", at=MOMENT)
    assert (place.invited_by, is_new) == (None, True)
    assert not PendingJoin.objects.filter(email=erin.email).exists()


def test_whoever_is_excluded_goes_on_recruiting(stage: Stage) -> None:
    stage.remove(stage.people.bob)
    assert cast.join(cast.make_user("erin"), cast.link_of(stage.people.bob)).invited_by == stage.people.bob


def test_below_somebody_banned_others_go_on_recruiting(stage: Stage) -> None:
    stage.remove(stage.people.bob, "banned")
    assert cast.join(cast.make_user("erin"), cast.link_of(stage.people.carol)).invited_by == stage.people.carol


@pytest.mark.parametrize("code", [None, "", "own", "nonsense"])
def test_whoever_is_banned_does_not_join_again(stage: Stage, code: str | None) -> None:
    bob = stage.people.bob
    stage.remove(bob, "banned")
    assert bob.user is not None
    user = bob.user
    said = cast.link_of(stage.people.alice).code if code == "own" else code
    refused(
        "place_is_closed",
        lambda: join_by_code(campaign=stage.campaign, user=user, display_name="Bob", code=said, at=MOMENT),
    )
    refused("place_is_closed", lambda: refuse_banned(Participant.objects.get(pk=bob.pk)))


# Quarantine


def test_nobody_joins_below_a_branch_in_quarantine_until_it_is_lifted(stage: Stage) -> None:
    quarantine = stage.quarantine(stage.people.bob)
    erin, above = cast.make_user("erin"), cast.link_of(stage.people.alice)
    for person in (stage.people.bob, stage.people.carol, stage.people.dave):
        refused("link_not_open", lambda person=person: cast.join(erin, cast.link_of(person)))  # type: ignore[misc]  # bound now
        assert is_frozen(person)
    assert not is_frozen(stage.people.alice)
    assert cast.join(cast.make_user("fay"), above).invited_by == stage.people.alice
    refused("already_in_quarantine", lambda: stage.quarantine(stage.people.bob))
    lift_quarantine(quarantine=quarantine, lifted_by=stage.otto, at=MOMENT, note="A class of a school.")
    lift_quarantine(quarantine=quarantine, lifted_by=stage.otto, at=MOMENT)
    assert cast.join(erin, cast.link_of(stage.people.dave)).invited_by == stage.people.dave
    assert told(stage, stage.people.bob) == [
        "quarantine.placed", "participant.frozen", "quarantine.lifted", "participant.unfrozen",
    ]  # fmt: skip


def test_everybody_in_quarantine_goes_on_reporting_and_is_verified(stage: Stage) -> None:
    stage.quarantine(stage.people.bob)
    assert cast.verify(cast.report(stage.people.dave)).paid_rank == 1


def test_an_existing_place_is_given_back_whatever_became_of_its_branch(stage: Stage) -> None:
    stage.quarantine(stage.people.bob)
    dave = stage.people.dave
    assert dave.user is not None
    link = cast.link_of(stage.people.carol)
    place, is_new = join_campaign(campaign=stage.campaign, user=dave.user, display_name="D", link=link, at=MOMENT)
    assert (place, is_new) == (dave, False)


# Objections


def test_only_those_concerned_object_once_and_to_what_stands(stage: Stage) -> None:
    bob, carol = stage.people.bob, stage.people.carol
    hold = stage.hold(bob)
    object_to: dict[str, Any] = {"text": "No.", "at": MOMENT}
    refused("nothing_to_object_to", lambda: make_objection(participant=carol, hold=hold, **object_to))
    refused("text_missing", lambda: make_objection(participant=bob, hold=hold, text=" ", at=MOMENT))
    refused("objection_to_one_thing", lambda: make_objection(participant=bob, **object_to))
    make_objection(participant=bob, hold=hold, **object_to)
    refused("already_objected", lambda: make_objection(participant=bob, hold=hold, **object_to))
    over = stage.hold(carol, days=1)
    late = MOMENT + 2 * ONE_DAY
    refused("nothing_to_object_to", lambda: make_objection(participant=carol, hold=over, text="No.", at=late))
    quarantine = stage.quarantine(carol)
    refused("nothing_to_object_to", lambda: make_objection(participant=bob, quarantine=quarantine, **object_to))
    make_objection(participant=stage.people.dave, quarantine=quarantine, **object_to)


def test_an_objection_is_answered_by_another_organizer_than_who_decided(stage: Stage) -> None:
    bob = stage.people.bob
    hold = stage.hold(bob, by=stage.otto)
    decide_hold(hold=hold, decision="excluded", decided_by=stage.olga, at=MOMENT, note="Forged.")
    objection = make_objection(participant=bob, hold=hold, text="It is mine.", at=MOMENT)
    for user in (stage.olga, stage.otto):
        refused(
            "objection_to_own_decision",
            lambda user=user: decide_objection(
                objection=objection, granted=False, decided_by=user, at=MOMENT, note="N"
            ),  # type: ignore[misc]  # bound now
        )
    oscar = stage.with_role("oscar", "organizer")
    refused("note_missing", lambda: decide_objection(objection=objection, granted=False, decided_by=oscar, at=MOMENT))
    decide_objection(objection=objection, granted=True, decided_by=oscar, at=MOMENT)
    refused("already_decided", lambda: decide_objection(objection=objection, granted=True, decided_by=oscar, at=MOMENT))
    assert Participant.objects.get(pk=bob.pk).removed_at is None
    assert told(stage, bob)[-2:] == ["objection.decided", "participant.reinstated"]


def test_a_granted_objection_clears_a_hold_and_lifts_a_quarantine(stage: Stage) -> None:
    bob, dave = stage.people.bob, stage.people.dave
    hold, quarantine = stage.hold(bob), stage.quarantine(bob)
    about_hold = make_objection(participant=bob, hold=hold, text="No.", at=MOMENT)
    about_branch = make_objection(participant=dave, quarantine=quarantine, text="No.", at=MOMENT)
    decide_objection(objection=about_hold, granted=True, decided_by=stage.olga, at=MOMENT)
    decide_objection(objection=about_branch, granted=True, decided_by=stage.otto, at=MOMENT)
    assert Hold.objects.get(pk=hold.pk).decision == "cleared"
    quarantine.refresh_from_db()
    assert quarantine.lifted_by == stage.otto
    assert not is_frozen(dave)


def test_a_refused_objection_changes_nothing_and_can_follow_once_more_when_it_comes_to_an_exclusion(
    stage: Stage,
) -> None:
    bob = stage.people.bob
    hold = stage.hold(bob)
    objection = make_objection(participant=bob, hold=hold, text="No.", at=MOMENT)
    decide_objection(objection=objection, granted=False, decided_by=stage.otto, at=MOMENT, note="It stands.")
    assert Hold.objects.active(MOMENT).filter(participant=bob).exists()
    decide_hold(hold=hold, decision="excluded", decided_by=stage.olga, at=MOMENT, note="Forged after all.")
    anew = Hold.objects.filter(participant=bob).exclude(pk=hold.pk).get()
    assert (anew.decision, anew.reason, anew.placed_by) == ("excluded", "Forged after all.", stage.olga)
    second = make_objection(participant=bob, hold=anew, text="It was not.", at=MOMENT)
    decide_objection(objection=second, granted=True, decided_by=stage.otto, at=MOMENT)
    assert Participant.objects.get(pk=bob.pk).removed_at is None


def test_what_is_undone_anyway_is_granted_to_all_who_asked_for_it(stage: Stage) -> None:
    hold, quarantine = stage.hold(stage.people.bob), stage.quarantine(stage.people.bob)
    make_objection(participant=stage.people.bob, hold=hold, text="No.", at=MOMENT)
    for person in (stage.people.carol, stage.people.dave):
        make_objection(participant=person, quarantine=quarantine, text="No.", at=MOMENT)
    decide_hold(hold=hold, decision="cleared", decided_by=stage.olga, at=MOMENT)
    lift_quarantine(quarantine=quarantine, lifted_by=stage.olga, at=MOMENT)
    assert list(Objection.objects.filter(participant__campaign=stage.campaign).values_list("granted", flat=True)) == [
        True,
        True,
        True,
    ]


# Standings


def test_standings_are_written_within_bounds_and_only_where_they_change(stage: Stage) -> None:
    alice, bob = stage.people.alice.pk, stage.people.bob.pk
    say: dict[str, Any] = {"campaign_id": stage.campaign.pk, "at": MOMENT + timedelta(hours=1)}
    assert set_standings(values={alice: 0.5, bob: -9.0, stage.people.carol.pk: 0.0}, **say) == 2
    assert set_standings(values={alice: 0.5, bob: -7.0}, **say) == 0
    assert set_standings(values={}, **say) == 0
    assert dict(Participant.objects.filter(pk__in=[alice, bob]).values_list("pk", "standing")) == {alice: 0.5, bob: -4}
    assert told(stage, stage.people.bob) == ["participant.standing_changed"]
    other = Stage()
    assert set_standings(values={other.people.bob.pk: 1.0}, **say) == 0, "of another campaign"
