"""The red team: what it plants and takes back, and that docs/TRUST.md says what it finds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from campaigns.events.models import Event
from campaigns.people.models import Trace, User
from campaigns.planning.models import Campaign
from campaigns.trust.models import Hold, Signal
from campaigns.trust.risk import RULES
from mobilize.red_team.figures import Figures, SignalFigures
from mobilize.red_team.plan import PLACES
from mobilize.red_team.running import make_plan, run_plan, run_red_team
from mobilize.red_team.telling import tell_figures

DOC = Path(__file__).parents[2] / "docs" / "TRUST.md"


def rows_left() -> list[int]:
    return [model.objects.count() for model in (Campaign, User, Event, Signal, Hold, Trace)]


def test_a_seed_tells_one_story() -> None:
    assert make_plan(seed=3, size=60) == make_plan(seed=3, size=60)
    assert make_plan(seed=3, size=60) != make_plan(seed=4, size=60)


def test_every_rule_has_an_attack_planted_for_it() -> None:
    plan = make_plan(seed=1, size=100)
    assert {kind for case in plan.cases for kind in case.signals} == set(RULES)


@pytest.mark.django_db
def test_nothing_of_it_stays(capsys: pytest.CaptureFixture[str]) -> None:
    before = rows_left()
    call_command("red_team", "--size", "50", "--json")
    assert rows_left() == before
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["size"] == 50
    assert set(told["signals"]) == set(RULES)
    for of in told["signals"].values():
        assert of["detection_rate"] == pytest.approx(of["noticed"] / of["planted"], abs=1e-4)
        false = of["false_looks"] + of["false_holds"]
        assert false <= of["alarms"]
        expected = pytest.approx(false / of["alarms"], abs=1e-4) if of["alarms"] else None
        assert of["false_alarm_rate"] == expected


def test_rates_are_told_of_each_signal_and_of_nothing_there_is_none() -> None:
    some = SignalFigures(planted=8, noticed=6, alarms=12, false_looks=2, false_holds=1)
    assert (some.detection_rate, some.false_alarm_rate) == (0.75, 0.25)
    figures = Figures(seed=1, size=50, signals={"same_spot": some, "join_burst": SignalFigures()})
    told = tell_figures(figures)
    assert "| same_spot  | 75 %           | 12     | 25 %         |" in told
    assert "| join_burst | none           | 0      | none         |" in told


@pytest.mark.django_db
def test_nothing_stays_of_a_run_that_fails() -> None:
    """Its first report is of an objective that is not there."""
    before = rows_left()
    plan = make_plan(seed=1, size=50)
    plan.reports[0] = replace(plan.reports[0], objective=len(PLACES))
    with pytest.raises(IndexError):
        run_plan(plan, seed=1, size=50)
    assert rows_left() == before


@pytest.mark.parametrize("size", ["49", "5001"])
def test_sizes_that_say_nothing_are_refused(size: str) -> None:
    with pytest.raises(CommandError, match="from 50 to 5000"):
        call_command("red_team", "--size", size)


@pytest.mark.django_db
class TestTheFiguresInTheDocs:
    def test_they_are_those_of_a_run(self) -> None:
        """And these hold whatever is written: most attacks are noticed, and no honest person is held."""
        figures = run_red_team(seed=1, size=500)
        assert tell_figures(figures) in DOC.read_text()
        assert figures.honest_held == 0
        assert sum(of.false_holds for of in figures.signals.values()) == 0
        noticed = sum(of.noticed for of in figures.attacks.values())
        assert noticed >= 0.75 * sum(of.groups for of in figures.attacks.values())

    def test_every_rule_is_explained(self) -> None:
        text = DOC.read_text()
        for rule in RULES.values():
            assert f"### {rule.title} (`{rule.name}`)" in text
            assert str(rule.innocent) in " ".join(text.split()), rule.name
