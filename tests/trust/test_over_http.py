"""Trust over HTTP, a story for each role: who decides, who objects, and what each of them reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.people.models import Role
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Signal
from campaigns.trust.operations import place_hold
from rewards.settlement.operations import settle_due
from tests import cast
from tests.api.calling import Caller
from tests.trust.stage import Stage

pytestmark = pytest.mark.django_db


class Story:
    """The stage, and everybody calling from their own browser, now."""

    def __init__(self, **rules: Any) -> None:
        self.now = timezone.now()
        self.stage = Stage(**rules)
        self.slug = self.stage.campaign.slug
        self.olga, self.otto = Caller(self.stage.olga), Caller(self.stage.otto)
        people = self.stage.people
        self.alice, self.bob, self.carol, self.dave = (
            Caller(person.user) for person in (people.alice, people.bob, people.carol, people.dave)
        )

    def own(self, what: str) -> str:
        return f"/campaigns/{self.slug}/me/{what}/"

    def hold_bob(self, by: Caller | None = None) -> str:
        bob = str(self.stage.people.bob.public_id)
        body = {"participant": bob, "reason": "Three reports with one photograph."}
        hold: str = (by or self.olga).post(f"/campaigns/{self.slug}/holds/", body, status=201)["id"]
        return hold

    def settle(self) -> None:
        cast.verify(cast.report(self.stage.people.dave, at=self.now), at=self.now)
        assert settle_due(at=self.now) == 1


@pytest.fixture
def story() -> Story:
    return Story()


def minor(amount: dict[str, Any]) -> int:
    return int(amount["amount_minor"])


def test_an_organizer_holds_reads_what_it_touches_and_clears(story: Story) -> None:
    cast.report(story.stage.people.bob, at=story.now)
    hold = story.hold_bob()
    story.settle()
    read = story.olga.get(f"/holds/{hold}/")
    assert read["active"] is True
    assert read["placed_by"] == "Olga"
    assert (read["touches"]["people"], read["touches"]["undecided_findings"]) == (1, 1)
    assert (minor(read["touches"]["held"]), minor(read["touches"]["payable"])) == (50_000, 0)
    listed = story.otto.get(f"/campaigns/{story.slug}/holds/", state="active")["results"]
    assert [one["id"] for one in listed] == [hold]
    assert story.otto.get(f"/campaigns/{story.slug}/holds/", state="decided")["results"] == []
    bob, carol = (str(each.public_id) for each in (story.stage.people.bob, story.stage.people.carol))
    assert len(story.otto.get(f"/campaigns/{story.slug}/holds/", participant=bob)["results"]) == 1
    for what in ("holds", "objections"):
        assert story.otto.get(f"/campaigns/{story.slug}/{what}/", participant=carol)["results"] == []
    alone = story.otto.get(f"/participants/{bob}/quarantine/")["root"]
    assert (alone["display_name"], alone["banned"], alone["touches"]) == ("Bob", False, read["touches"])
    assert story.otto.call("GET", f"/campaigns/{story.slug}/holds/", {"state": "lost"}).status_code == 400
    decided = story.otto.post(f"/holds/{hold}/decide/", {"decision": "clear"})
    assert (decided["decision"], decided["active"]) == ("cleared", False)
    assert story.otto.refused("POST", f"/holds/{hold}/decide/", {"decision": "ban", "note": "Now."}) == (
        409, "already_decided",
    )  # fmt: skip


def test_whoever_is_held_reads_why_until_when_and_objects(story: Story) -> None:
    hold = story.hold_bob()
    own = story.bob.get(story.own("trust"))
    assert own["rewards_wait"] is True
    assert own["removed_at"] is None
    (shown,) = own["holds"]
    assert (shown["state"], shown["why"]) == ("waiting", "Three reports with one photograph.")
    assert shown["can_object"] is True
    assert shown["until"] > own["holds"][0]["since"]
    assert "objections" in own["how_to_object"]
    made = story.bob.post(story.own("objections"), {"hold": hold, "text": "I saw three balloons."}, status=201)
    assert made["granted"] is None
    assert story.bob.refused("POST", story.own("objections"), {"hold": hold, "text": "Again."}) == (
        409, "already_objected",
    )  # fmt: skip
    (asked,) = story.otto.get(f"/campaigns/{story.slug}/objections/", state="open")["results"]
    assert (asked["text"], asked["hold"]) == ("I saw three balloons.", hold)
    refused = story.olga.refused("POST", f"/objections/{asked['id']}/decide/", {"granted": True})
    assert refused == (403, "objection_to_own_decision")
    answered = story.otto.post(f"/objections/{asked['id']}/decide/", {"granted": True, "note": "So it is."})
    assert answered["granted"] is True
    own = story.bob.get(story.own("trust"))
    assert (own["rewards_wait"], own["holds"]) == (False, [])
    assert own["objections"][0]["note"] == "So it is."
    assert story.bob.get(story.own("objections"))["results"][0]["granted"] is True


def test_what_a_rule_noticed_is_not_told_to_whom_it_is_about(story: Story) -> None:
    bob = story.stage.people.bob
    signal = Signal.objects.create(
        campaign=story.stage.campaign, kind="shared_device", severity=3, key="k", participant=bob, noticed_at=story.now
    )
    place_hold(participant=bob, signal=signal, reason="The device of Eve, Mallory and 7 others.", at=story.now)
    told = str(story.bob.get(story.own("trust")))
    for secret in ("device", "Eve", "Mallory", "shared"):
        assert secret not in told
    assert "unusual" in told


def test_an_excluded_person_reads_when_it_is_forfeited_and_is_reinstated(story: Story) -> None:
    hold = story.hold_bob()
    assert story.olga.refused("POST", f"/holds/{hold}/decide/", {"decision": "exclude"}) == (400, "note_missing")
    story.olga.post(f"/holds/{hold}/decide/", {"decision": "exclude", "note": "One photograph, three places."})
    own = story.bob.get(story.own("trust"))
    assert own["can_take_part"] is True
    assert own["removed_at"] < own["forfeits_at"]
    assert (own["holds"][0]["state"], own["holds"][0]["note"]) == ("excluded", "One photograph, three places.")
    objection = story.bob.post(story.own("objections"), {"hold": hold, "text": "No."}, status=201)
    story.otto.post(f"/objections/{objection['id']}/decide/", {"granted": True, "note": "A mistake of ours."})
    own = story.bob.get(story.own("trust"))
    assert (own["removed_at"], own["rewards_wait"]) == (None, False)
    assert own["holds"][0]["state"] == "reinstated"


def test_a_banned_person_neither_rejoins_nor_brings_others_but_reads_why_and_objects(story: Story) -> None:
    hold = story.hold_bob()
    story.olga.post(f"/holds/{hold}/decide/", {"decision": "ban", "note": "Forty accounts."})
    join = {"display_name": "Bob", "consent": True}
    assert story.bob.refused("POST", f"/campaigns/{story.slug}/join/", join) == (403, "place_is_closed")
    erin = Caller(cast.make_user("erin"))
    by_bob = {**join, "referral_code": cast.link_of(story.stage.people.bob).code}
    assert erin.refused("POST", f"/campaigns/{story.slug}/join/", by_bob) == (409, "link_not_open")
    objective = str(cast.objective_of(story.stage.campaign).public_id)
    report = {"objective": objective, "note": "There."}
    assert story.bob.refused("POST", f"/campaigns/{story.slug}/findings/", report) == (403, "place_is_closed")
    own = story.bob.get(story.own("trust"))
    assert own["can_take_part"] is False
    story.bob.post(story.own("objections"), {"hold": hold, "text": "They are my pupils."}, status=201)


def test_a_quarantine_is_previewed_placed_felt_objected_to_and_lifted(story: Story) -> None:
    bob = f"/participants/{story.stage.people.bob.public_id}/quarantine/"
    cast.report(story.stage.people.carol, at=story.now)
    story.settle()
    preview = story.olga.get(bob)
    assert (preview["quarantine"], preview["inside_another"]) == (None, False)
    assert (preview["touches"]["people"], preview["touches"]["undecided_findings"]) == (3, 1)
    assert minor(preview["touches"]["payable"]) == 350_000
    assert story.olga.refused("POST", bob, {}) == (400, "invalid_input")
    placed = story.olga.post(bob, {"reason": "Forty joined in a minute."}, status=201)
    assert placed["quarantine"]["reason"] == "Forty joined in a minute."
    carol = f"/participants/{story.stage.people.carol.public_id}/quarantine/"
    assert story.olga.get(carol)["inside_another"] is True
    assert story.olga.refused("POST", f"{carol}lift/") == (409, "not_in_quarantine")

    assert story.bob.get(story.own("trust"))["quarantines"][0]["why"] == "Forty joined in a minute."
    own = story.dave.get(story.own("trust"))
    (shown,) = own["quarantines"]
    assert own["rewards_wait"] is True
    assert "need not be about you" in shown["why"]
    assert "Bob" not in str(own)
    assert story.alice.get(story.own("trust"))["quarantines"] == []
    refused = story.alice.refused("POST", story.own("objections"), {"quarantine": shown["id"], "text": "No."})
    assert refused == (400, "unknown_quarantine")
    made = story.dave.post(story.own("objections"), {"quarantine": shown["id"], "text": "A school class."}, status=201)
    story.settle()
    report = {"objective": str(cast.objective_of(story.stage.campaign).public_id), "note": "Another."}
    story.dave.post(f"/campaigns/{story.slug}/findings/", report, status=201)
    assert minor(story.olga.get(bob)["touches"]["held"]) == 350_000
    story.otto.post(f"/objections/{made['id']}/decide/", {"granted": True})
    assert story.olga.get(bob)["quarantine"] is None
    (past,) = story.olga.get(f"/campaigns/{story.slug}/quarantines/")["results"]
    assert past["lifted_by"] == "Otto"
    story.olga.post(bob, {"reason": "Again."}, status=201)
    assert story.otto.post(f"{bob}lift/", {"note": "Enough."})["quarantine"] is None


def test_an_organizer_decides_nothing_about_their_own_tree(story: Story) -> None:
    people = story.stage.people
    assert people.carol.user is not None
    Role.objects.create(campaign=story.stage.campaign, user=people.carol.user, kind="organizer")
    body = {"participant": str(people.dave.public_id), "reason": "He is slow."}
    assert story.carol.refused("POST", f"/campaigns/{story.slug}/holds/", body) == (403, "decision_about_downline")
    hold = story.hold_bob()
    assert story.carol.refused("POST", f"/holds/{hold}/decide/", {"decision": "clear"}) == (
        403, "decision_about_upline",
    )  # fmt: skip
    own = f"/participants/{people.carol.public_id}/quarantine/"
    assert story.carol.refused("POST", own, {"reason": "Me."}) == (403, "decision_about_oneself")


@pytest.mark.parametrize("kind", ["reviewer", "treasurer"])
def test_other_roles_decide_nothing_and_learn_nothing(story: Story, kind: str) -> None:
    hold = story.hold_bob()
    other = Caller(story.stage.with_role("rita", kind))
    bob = story.stage.people.bob.public_id
    assert other.refused("GET", f"/campaigns/{story.slug}/holds/")[0] == 404
    assert other.refused("GET", f"/holds/{hold}/")[0] == 404
    assert other.refused("POST", f"/holds/{hold}/decide/", {"decision": "clear"})[0] == 404
    assert other.refused("GET", f"/participants/{bob}/quarantine/")[0] == 404
    assert other.refused("GET", story.own("trust"))[0] == 404, "they have no place"


def test_an_organizer_of_another_campaign_sees_nothing(story: Story) -> None:
    hold, rival = story.hold_bob(), Caller(cast.organizer_of(cast.live_campaign()))
    bob = story.stage.people.bob.public_id
    for method, path, body in (
        ("GET", f"/holds/{hold}/", None),
        ("POST", f"/holds/{hold}/decide/", {"decision": "clear"}),
        ("GET", f"/participants/{bob}/quarantine/", None),
        ("POST", f"/participants/{bob}/quarantine/", {"reason": "Theirs."}),
    ):
        assert rival.refused(method, path, body)[0] == 404
    unknown = {"participant": str(cast.join_in_turn(cast.live_campaign(), "zoe")[0].public_id), "reason": "R."}
    assert story.olga.refused("POST", f"/campaigns/{story.slug}/holds/", unknown) == (400, "unknown_participant")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": "R."}, "participant"),
        ({"participant": "x", "reason": "R."}, "participant"),
        ({"participant": None, "reason": "R."}, "participant"),
        ({"reason": "", "participant": "0" * 32}, "reason"),
        ({"reason": "x" * 501, "participant": "0" * 32}, "reason"),
        ({"reason": "R.", "participant": "0" * 32, "days": 91}, "days"),
        ({"reason": "R\x00", "participant": "0" * 32}, "reason"),
    ],
)
def test_a_bad_hold_is_refused_by_its_field(story: Story, body: dict[str, Any], field: str) -> None:
    answer = story.olga.call("POST", f"/campaigns/{story.slug}/holds/", body)
    assert answer.status_code == 400
    assert field in [error["pointer"].strip("#/") for error in answer.json()["errors"]]


def test_a_hold_that_ran_out_is_shown_to_nobody_as_waiting(story: Story) -> None:
    before = story.now - timedelta(days=40)
    story.stage.hold(story.stage.people.bob, at=before)
    own = story.bob.get(story.own("trust"))
    assert (own["holds"], own["rewards_wait"]) == ([], False)
    (listed,) = story.olga.get(f"/campaigns/{story.slug}/holds/")["results"]
    assert listed["active"] is False
    assert Participant.objects.get(pk=story.stage.people.bob.pk).removed_at is None


def test_a_settlement_says_where_somebody_was_left_out(story: Story) -> None:
    hold = story.hold_bob()
    story.olga.post(f"/holds/{hold}/decide/", {"decision": "exclude", "note": "One photograph, three places."})
    story.settle()
    (shown,) = story.dave.get(f"/campaigns/{story.slug}/settlements/")["results"]
    assert shown["left_out"] == [2]
    assert [share["distance"] for share in shown["chain"]] == [0, 1, 3]
    assert minor(shown["remainder"]) == 75_000
    assert story.bob.get(f"/campaigns/{story.slug}/settlements/")["results"] == []
