"""The back-test runs, and a small one finds the truth inside most intervals; docs/FORECAST.md has the large one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.rewards.simulation.backtest import judge_growth, main
from tests.rewards.simulation.made_up import KINDS, campaigns


def test_most_truths_lie_inside() -> None:
    judged = [
        one
        for kind in KINDS
        for grown in islice(campaigns(kind, seed=300), 3)
        for one, _ in judge_growth(grown, paths=100)
    ]
    inside = sum(one.low <= one.truth <= one.high for one in judged)
    assert len(judged) > 70
    # Four in five are meant to; with so few campaigns, whose forecasts hang together, fewer may.
    assert inside >= 0.65 * len(judged)


def test_it_writes_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables.md"
    assert main(["--campaigns", "1", "--hunts", "1", "--paths", "40", "--out", str(out)]) == 0
    assert out.read_text() in capsys.readouterr().out + "\n"
    assert "| hunt |" in out.read_text()
