"""Gold beside a finding that is new: whatever a reviewer can ask of both is answered alike, and of no other day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.findings import assessing
from campaigns.findings.facts import add_fact, answer_facts
from campaigns.findings.gold import make_gold
from campaigns.findings.models import Assessment, Evidence, Finding, Gold, Vouch
from campaigns.people.models import Role
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT
from tests.findings.scenes import add_photo, metres_north, minutes, report_at, strangers

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """Gold of long ago, with a neighbour, and a report of today with one; of both all that can come with a report."""

    gold: Gold
    neighbour: Finding
    new: Finding
    reviewer: Caller

    def told(self, path: str) -> tuple[Any, Any]:
        """What is answered of the new finding, and of gold."""
        names = (self.new.public_id, self.gold.public_id)
        new, gold = (self.reviewer.get(f"/findings/{name}/{path}") for name in names)
        return new, gold


@pytest.fixture
def scene(db: None) -> Scene:
    campaign = cast.live_campaign(prizes=[(400_000, 9)])
    olga, objective = cast.organizer_of(campaign), cast.objective_of(campaign)
    fact = add_fact(objective=objective, actor=olga, question="What is written on it?", answer="7", at=MOMENT)

    def reported(at: datetime, place: float, *names: str) -> tuple[Finding, Finding]:
        inviter, finder = cast.join_in_turn(campaign, f"{names[0]}above", names[0])
        (other,) = strangers(campaign, names[1])
        finding = report_at(finder, metres_north(place), at=at)
        add_photo(finding, names[0], taken_at=at, at=at)
        answer_facts(finding=finding, answers={fact.public_id: "7"}, at=at)
        Vouch.objects.create(finding=finding, participant=inviter, at=at)
        beside = report_at(other, metres_north(place + 30), at=at + minutes(9))
        for each in (finding, beside):
            assessing.assess_finding(finding_id=each.pk, at=at)
        return finding, beside

    golden, neighbour = reported(MOMENT, 0, "ann", "bea")
    for each in (golden, neighbour):
        cast.verify(each, at=MOMENT + minutes(60))
    new, _ = reported(timezone.now() - minutes(30), 9_000, "cleo", "dana")
    gold = make_gold(finding=golden, organizer=olga, at=MOMENT + timedelta(days=1))
    rita = cast.make_user("rita")
    Role.objects.create(campaign=campaign, user=rita, kind=Role.Kind.REVIEWER)
    caller = Caller(rita)
    for name in (new.public_id, gold.public_id):
        caller.post(f"/findings/{name}/claim/")
    return Scene(gold, neighbour, new, caller)


def shape(told: Any) -> Any:
    """Give the names and kinds of an answer; of a list its first."""
    if isinstance(told, dict):
        return {name: shape(value) for name, value in told.items()}
    if isinstance(told, list):
        return [shape(each) for each in told[:1]]
    return type(told).__name__


@pytest.mark.parametrize("path", ["", "review/", "corroborations/", "facts/", "vouch/", "evidence/"])
def test_everything_that_can_be_read_is_of_today(scene: Scene, path: str) -> None:
    new, gold = scene.told(path)
    if path != "corroborations/":
        assert shape(gold) == shape(new)
    assert gold.keys() == new.keys()
    written = json.dumps(gold)
    dates = re.findall(r"(\d{4})-\d\d-\d\d", written)
    now = timezone.now()
    assert set(dates) <= {str(at.year) for at in (now - timedelta(days=1), now, now + timedelta(hours=1))}
    assert dates or path == ""
    for name in (scene.gold.finding.public_id, scene.neighbour.public_id, scene.neighbour.participant.public_id):
        assert str(name) not in written


def test_it_stands_alone_and_counts_what_is_its_own(scene: Scene) -> None:
    told = scene.reviewer.get(f"/findings/{scene.gold.public_id}/corroborations/")
    assert (told["count"], told["reports"], told["first"]) == (0, [], str(scene.gold.public_id))
    pieces = {piece["name"]: piece["value"] for piece in told["assessment"]["pieces"]}
    real = {piece["name"] for piece in Assessment.objects.get(finding=scene.gold.finding_id).pieces}
    assert real - pieces.keys() == {"other_trees"}
    assert told["assessment"]["log_odds"] == pytest.approx(sum(pieces.values()), abs=1e-4)
    dossier = scene.reviewer.get(f"/findings/{scene.gold.public_id}/review/")
    assert dossier["credibility"]["log_odds"] == told["assessment"]["log_odds"]
    assert dossier["cluster"] == {"size": 1, "first": str(scene.gold.public_id)}
    # It is shown so, and kept as it was.
    assert Evidence.objects.get(finding=scene.gold.finding_id).added_at == MOMENT
    assert Finding.objects.get(pk=scene.gold.finding_id).received_at == MOMENT


def test_reversing_it_is_refused_as_for_any_that_is_under_review(scene: Scene) -> None:
    said = {"reason": "fraud", "note": "Painted."}
    refusals = [
        scene.reviewer.refused("POST", f"/findings/{name}/reverse/", said)
        for name in (scene.new.public_id, scene.gold.public_id)
    ]
    assert refusals == [(409, "illegal_step")] * 2
