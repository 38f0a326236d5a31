"""Secret facts: a true witness matches, a guesser has three attempts and never learns, and nobody reads the answer."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import override_settings

from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.findings.facts import add_fact, answer_facts, withdraw_fact
from campaigns.findings.models import FactAnswer, Finding, SecretFact
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from tests import cast
from tests.api.calling import Caller


def asked(campaign: Campaign, answer: str = "Number 7, Café") -> SecretFact:
    return add_fact(
        objective=cast.objective_of(campaign),
        actor=cast.organizer_of(campaign),
        question="What is written on it?",
        answer=answer,
        at=cast.MOMENT,
    )


@pytest.mark.django_db
class TestOverHttp:
    def test_an_organizer_writes_facts_that_nobody_reads_again(self) -> None:
        campaign = cast.live_campaign()
        organizer = Caller(cast.organizer_of(campaign))
        path = f"/objectives/{cast.objective_of(campaign).public_id}/facts/"
        said = {"question": "What is written on it?", "answer": "Xylophone 7"}
        fact = organizer.post(path, said, status=201)
        assert set(fact) == {"id", "question", "made_at", "withdrawn_at"}
        for caller in (organizer, Caller(None)):
            assert [row["question"] for row in caller.get(path)["results"]] == ["What is written on it?"]
            assert b"ylophone" not in caller.call("GET", path).content
        kept = SecretFact.objects.get(public_id=fact["id"])
        assert "xylophone" not in f"{kept.answer_hash} {kept.question}".lower()
        assert not any("ylophone" in str(event.data) for event in Event.objects.filter(campaign=campaign))
        assert organizer.refused("POST", path, {"question": " ? ", "answer": "?!"}) == (400, "answer_unusable")
        assert organizer.call("DELETE", f"{path}{fact['id']}/").status_code == 204
        assert Caller(None).get(path)["results"] == []
        assert organizer.get(path)["results"][0]["withdrawn_at"]
        assert organizer.refused("DELETE", f"{path}{uuid4()}/") == (404, "unknown_fact")

    def test_an_objective_has_ten_at_most(self) -> None:
        campaign = cast.live_campaign()
        for _ in range(10):
            asked(campaign)
        with pytest.raises(NotPossibleNow, match="at most 10"):
            asked(campaign)

    def test_a_report_brings_answers_and_its_reporter_is_not_told(self) -> None:
        campaign = cast.live_campaign()
        right, wrong = asked(campaign), asked(campaign, "Blue")
        (bob,) = cast.join_in_turn(campaign, "bob")
        caller, path = Caller(bob.user), f"/campaigns/{campaign.slug}/findings/"
        body: dict[str, Any] = {
            "objective": str(cast.objective_of(campaign).public_id),
            "client_id": "a",
            "facts": {str(right.public_id): "  number７ CAFÉ ", str(wrong.public_id): "red"},
        }
        reported = caller.post(path, body, status=201)
        # Sent again, it spends nothing.
        assert caller.post(path, body)["id"] == reported["id"]
        assert FactAnswer.objects.filter(finding__campaign=campaign).count() == 2
        own = f"/findings/{reported['id']}/facts/"
        told = caller.get(own)
        assert "matched" not in str(told)
        assert [row["attempts_left"] for row in told["results"]] == [2, 2]
        seen = Caller(cast.organizer_of(campaign)).get(own)["results"]
        assert [row["answers"][0]["matched"] for row in seen] == [True, False]
        events = Event.objects.filter(kind="fact.answered", finding__public_id=reported["id"])
        assert [event.data["attempt"] for event in events] == [1, 1]
        assert "matched" not in str([event.data for event in events])

    def test_a_reporter_with_a_role_is_not_told_either_and_treasurers_neither(self) -> None:
        campaign = cast.live_campaign()
        fact = asked(campaign)
        (bob,) = cast.join_in_turn(campaign, "bob")
        tess = cast.make_user("tess")
        assert bob.user is not None
        Role.objects.create(campaign=campaign, user=bob.user, kind=Role.Kind.REVIEWER)
        Role.objects.create(campaign=campaign, user=tess, kind=Role.Kind.TREASURER)
        finding = cast.report(bob)
        path = f"/findings/{finding.public_id}/facts/"
        Caller(bob.user).post(path, {"facts": {str(fact.public_id): "number 7 cafe"}}, status=201)
        assert "matched" not in str(Caller(bob.user).get(path))
        assert "matched" not in str(Caller(tess).get(path))
        assert "matched" in str(Caller(cast.organizer_of(campaign)).get(path))

    def test_three_attempts_over_all_reports_and_right_or_wrong_look_the_same(self) -> None:
        campaign = cast.live_campaign([(4_000, 5)])
        fact = asked(campaign)
        (bob,) = cast.join_in_turn(campaign, "bob")
        first, second = (str(cast.report(bob).public_id) for _ in range(2))
        caller = Caller(bob.user)
        for finding, guess in ((first, "red"), (first, "number 7 cafe"), (second, "blue")):
            answer = caller.post(f"/findings/{finding}/facts/", {"facts": {str(fact.public_id): guess}}, status=201)
            assert guess not in str(answer)
        for guess in ("green", "number 7 cafe"):
            refused = caller.refused("POST", f"/findings/{second}/facts/", {"facts": {str(fact.public_id): guess}})
            assert refused == (409, "attempts_spent")
        # A report is not refused for it.
        body = {"objective": str(cast.objective_of(campaign).public_id), "facts": {str(fact.public_id): "pink"}}
        caller.post(f"/campaigns/{campaign.slug}/findings/", body, status=201)
        assert FactAnswer.objects.filter(fact=fact).count() == 3

    def test_what_is_not_asked_or_not_open_is_refused_by_name(self) -> None:
        campaign = cast.live_campaign([(4_000, 5)])
        fact, other = asked(campaign), asked(cast.live_campaign())
        (bob,) = cast.join_in_turn(campaign, "bob")
        caller, finding = Caller(bob.user), cast.report(bob)
        path = f"/findings/{finding.public_id}/facts/"
        refused = caller.call("POST", path, {"facts": {str(other.public_id): "x"}})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["pointer"] == f"#/facts/{other.public_id}"
        unreadable: list[dict[str, Any]] = [
            {},
            {"facts": {}},
            {"facts": {"x": "y"}},
            {"facts": {str(fact.public_id): "x" * 201}},
            {"facts": 1},
        ]
        for bad in unreadable:
            assert caller.call("POST", path, bad).status_code == 400
        withdraw_fact(fact=fact, actor=cast.organizer_of(campaign), at=cast.MOMENT)
        assert caller.refused("POST", path, {"facts": {str(fact.public_id): "x"}}) == (409, "fact_withdrawn")
        another = asked(campaign)
        cast.verify(finding)
        assert caller.refused("POST", path, {"facts": {str(another.public_id): "x"}}) == (409, "finding_is_decided")
        assert FactAnswer.objects.filter(finding__campaign=campaign).count() == 0


@pytest.mark.django_db
def test_a_changed_key_still_matches_while_the_old_one_is_known(settings: Any) -> None:
    campaign = cast.live_campaign()
    fact = asked(campaign)
    (bob,) = cast.join_in_turn(campaign, "bob")
    finding, old = cast.report(bob), settings.SECRET_KEY
    for keys, matched in (([old], True), ([], False)):
        with override_settings(SECRET_KEY="another" * 10, SECRET_KEY_FALLBACKS=keys):
            (answer,) = answer_facts(finding=finding, answers={fact.public_id: "Number 7 cafe"}, at=cast.MOMENT)
            assert answer.matched is matched


@pytest.mark.django_db
def test_the_database_takes_no_fourth_answer_and_changes_none() -> None:
    campaign = cast.live_campaign()
    fact = asked(campaign)
    (bob,) = cast.join_in_turn(campaign, "bob")
    finding = cast.report(bob)
    for number in range(3):
        answer_facts(finding=finding, answers={fact.public_id: f"guess {number}"}, at=cast.MOMENT)
    with pytest.raises(IntegrityError, match="three_times_at_most"), transaction.atomic():
        FactAnswer.objects.create(fact=fact, participant=bob, finding=finding, attempt=4, matched=True, at=cast.MOMENT)
    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        FactAnswer.objects.filter(fact=fact).update(matched=True)
    with pytest.raises(IntegrityError, match="stays as it was said"), transaction.atomic():
        SecretFact.objects.filter(pk=fact.pk).update(answer_hash="0" * 64)


def test_answers_sent_at_once_are_counted_one_by_one(committed: None) -> None:
    campaign = cast.live_campaign([(4_000, 9)])
    fact = asked(campaign)
    (bob,) = cast.join_in_turn(campaign, "bob")
    findings = [cast.report(bob) for _ in range(8)]
    told: list[str] = []
    begin = threading.Barrier(len(findings))

    def guess(finding: Finding) -> None:
        begin.wait()
        try:
            answer_facts(finding=finding, answers={fact.public_id: "number 7 cafe"}, at=cast.MOMENT)
            told.append("taken")
        except NotPossibleNow as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    guessers = [threading.Thread(target=guess, args=[finding]) for finding in findings]
    for guesser in guessers:
        guesser.start()
    for guesser in guessers:
        guesser.join()
    assert sorted(told) == ["attempts_spent"] * 5 + ["taken"] * 3
    assert sorted(FactAnswer.objects.filter(fact=fact).values_list("attempt", flat=True)) == [1, 2, 3]
