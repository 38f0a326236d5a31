"""Holds on people: who places, lifts and answers them, what the person reads, and how they are heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from campaigns.events.models import Event
from campaigns.people.models import Role
from campaigns.recruiting.models import Participant
from rewards.payouts.caps import hold_person, object_to_hold
from rewards.payouts.models import PayoutHold, PayoutObjection
from tests import cast
from tests.api.calling import Caller
from tests.payouts.stage import PAYDAY, Treasury, earner, paying_campaign, providers, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files() -> Iterator[None]:
    with providers():
        yield


@pytest.fixture
def treasury() -> Treasury:
    return paying_campaign()


def held(treasury: Treasury, person: Participant, reason: str = "A tip.") -> PayoutHold:
    return hold_person(participant=person, treasurer=treasury.drafter, reason=reason, at=PAYDAY)


def test_a_person_reads_why_objects_and_is_answered_by_another_treasurer(treasury: Treasury) -> None:
    slug = treasury.campaign.slug
    bob = earner(treasury)
    theo, tara, person = Caller(treasury.drafter), Caller(treasury.approver), Caller(user_of(bob))
    assert person.get(f"/campaigns/{slug}/me/rewards/")["payout_holds"] == []
    holds = f"/campaigns/{slug}/payout-holds/"
    placed = theo.post(holds, {"participant": str(bob.public_id), "reason": "Two of you have one IBAN."}, status=201)
    assert placed["objection"] is None

    (told,) = person.get(f"/campaigns/{slug}/me/rewards/")["payout_holds"]
    assert (told["id"], told["campaign"], told["why"]) == (placed["id"], slug, "Two of you have one IBAN.")
    assert (told["lifted_at"], told["objection"], told["can_object"]) == (None, None, True)
    # Who placed it is not for the person to read.
    assert treasury.drafter.display_name not in str(told)
    assert person.get("/me/statement/")["payout_holds"] == [told]

    own = f"/campaigns/{slug}/me/payout-holds/{placed['id']}/objection/"
    assert own in told["what_to_do"]
    assert person.refused("POST", own, {"text": " "}) == (400, "invalid_input")
    said = person.post(own, {"text": "It is my sister's."}, status=201)
    assert (said["objection"]["text"], said["objection"]["granted"]) == ("It is my sister's.", None)
    assert (said["can_object"], said["what_to_do"]) == (False, "")
    assert person.refused("POST", own, {"text": "Really."}) == (409, "already_objected")

    (waiting,) = tara.get(holds, state="objected")["results"]
    assert (waiting["id"], waiting["objection"]["text"]) == (placed["id"], "It is my sister's.")
    answer = f"{holds}{placed['id']}/answer/"
    assert theo.refused("POST", answer, {"granted": False, "note": "No."}) == (403, "objection_to_own_decision")
    assert theo.refused("POST", answer, {"granted": True}) == (403, "objection_to_own_decision")
    assert tara.refused("POST", answer, {"granted": False}) == (400, "note_missing")
    answered = tara.post(answer, {"granted": True, "note": "We asked her."})
    assert answered["lifted_at"] is not None
    assert answered["objection"]["decided_by"] == treasury.approver.get_full_name()
    assert tara.refused("POST", answer, {"granted": True}) == (409, "already_decided")
    assert tara.get(holds, state="objected")["results"] == []
    (told,) = person.get(f"/campaigns/{slug}/me/rewards/")["payout_holds"]
    assert (told["objection"]["granted"], told["objection"]["note"]) == (True, "We asked her.")
    assert told["lifted_at"] is not None
    assert treasury.draft().payouts.count() == 1
    kinds = Event.objects.filter(participant=bob, kind__startswith="payout_").order_by("pk").values_list("kind", "data")
    hold = {"hold": placed["id"]}
    assert list(kinds) == [
        ("payout_hold.placed", hold | {"reason": "Two of you have one IBAN."}),
        ("payout_objection.made", hold),
        ("payout_objection.decided", hold | {"granted": True}),
        ("payout_hold.lifted", hold),
    ]


def test_refused_it_stands_and_a_later_hold_can_be_objected_to_again(treasury: Treasury) -> None:
    slug, bob = treasury.campaign.slug, earner(treasury)
    person, tara = Caller(user_of(bob)), Caller(treasury.approver)
    for reason in ("A tip.", "Another tip."):
        hold = held(treasury, bob, reason)
        person.post(f"/campaigns/{slug}/me/payout-holds/{hold.public_id}/objection/", {"text": "No."}, status=201)
        address = f"/campaigns/{slug}/payout-holds/{hold.public_id}/"
        answered = tara.post(f"{address}answer/", {"granted": False, "note": "It was seen."})
        assert (answered["lifted_at"], answered["objection"]["granted"]) == (None, False)
        tara.post(f"{address}lift/")
    told = person.get(f"/campaigns/{slug}/me/rewards/")["payout_holds"]
    assert [(each["why"], each["objection"]["granted"]) for each in told] == [
        ("Another tip.", False),
        ("A tip.", False),
    ]


def test_lifting_grants_what_waits_and_leaves_nothing_to_object_to(treasury: Treasury) -> None:
    slug, bob, carol = treasury.campaign.slug, earner(treasury), earner(treasury, "carol")
    theo = Caller(treasury.drafter)
    hold = held(treasury, bob)
    object_to_hold(hold=hold, text="No.", at=PAYDAY)
    lifted = theo.post(f"/campaigns/{slug}/payout-holds/{hold.public_id}/lift/")
    assert (lifted["objection"]["granted"], lifted["objection"]["note"]) == (True, "")
    other = held(treasury, carol)
    answer = f"/campaigns/{slug}/payout-holds/{other.public_id}/answer/"
    assert Caller(treasury.approver).refused("POST", answer, {"granted": True}) == (409, "nobody_objected")
    theo.post(f"/campaigns/{slug}/payout-holds/{other.public_id}/lift/")
    own = f"/campaigns/{slug}/me/payout-holds/{other.public_id}/objection/"
    assert Caller(user_of(carol)).refused("POST", own, {"text": "No."}) == (409, "nothing_to_object_to")
    states = {"active": 0, "lifted": 2, "objected": 0}
    for state, count in states.items():
        assert len(theo.get(f"/campaigns/{slug}/payout-holds/", state=state)["results"]) == count
    assert theo.refused("GET", f"/campaigns/{slug}/payout-holds/", {"state": "some"})[0] == 400


def test_others_neither_read_it_nor_object_nor_answer(treasury: Treasury) -> None:
    slug, bob, carol = treasury.campaign.slug, earner(treasury), earner(treasury, "carol")
    hold = held(treasury, bob)
    own = f"/campaigns/{slug}/me/payout-holds/{hold.public_id}/objection/"
    answer = f"/campaigns/{slug}/payout-holds/{hold.public_id}/answer/"
    assert Caller(user_of(carol)).get(f"/campaigns/{slug}/me/rewards/")["payout_holds"] == []
    assert Caller(user_of(carol)).refused("POST", own, {"text": "No."}) == (404, "unknown_hold")
    organizer = cast.organizer_of(treasury.campaign)
    for user in (organizer, treasury.approver, cast.make_user("sam")):
        assert Caller(user).refused("POST", own, {"text": "No."})[0] == 404
    for user in (user_of(bob), user_of(carol), organizer, cast.make_user("sue")):
        assert Caller(user).refused("POST", answer, {"granted": True})[0] == 403
    assert Caller(None).refused("POST", own, {"text": "No."})[0] == 401
    assert not PayoutObjection.objects.exists()


def test_nobody_decides_about_themselves_or_within_their_chain(treasury: Treasury) -> None:
    """Alice brought Bob, who brought Carol. Bob becomes a treasurer."""
    campaign, slug = treasury.campaign, treasury.campaign.slug
    alice, bob, carol = cast.join_in_turn(campaign, "alice", "bob", "carol")
    (dan,) = cast.join_in_turn(campaign, "dan")
    Role.objects.create(campaign=campaign, user=user_of(bob), kind=Role.Kind.TREASURER)
    kin = {alice: "decision_about_upline", bob: "decision_about_oneself", carol: "decision_about_downline"}
    caller, holds = Caller(user_of(bob)), f"/campaigns/{slug}/payout-holds/"
    for person, code in kin.items():
        body: dict[str, Any] = {"participant": str(person.public_id), "reason": "A tip."}
        assert caller.refused("POST", holds, body) == (403, code)
    assert not PayoutHold.objects.filter(participant__campaign=campaign).exists()
    for person, code in kin.items():
        hold = held(treasury, person)
        object_to_hold(hold=hold, text="No.", at=PAYDAY)
        address = f"{holds}{hold.public_id}/"
        assert caller.refused("POST", f"{address}lift/") == (403, code)
        assert caller.refused("POST", f"{address}answer/", {"granted": True}) == (403, code)
    assert PayoutHold.objects.filter(participant__campaign=campaign, lifted_at=None).count() == 3
    # Somebody of another chain is theirs to decide about.
    placed = caller.post(holds, {"participant": str(dan.public_id), "reason": "A tip."}, status=201)
    assert caller.post(f"{holds}{placed['id']}/lift/")["lifted_at"] is not None
