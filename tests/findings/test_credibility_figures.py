"""The figures of docs/CREDIBILITY.md, worked out anew from generated hunts, and the weights as the code has them."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import mean

import pytest

from campaigns.findings.credibility import WEIGHTS
from tests.findings.generated_hunt import LOOKED_AT, REPORTS, TRUE, Figures, Hunt, figures_of, play
from tests.processes import CHECKOUT

SEEDS = (2009, 2010, 2011, 2012, 2013)
PAGE = CHECKOUT / "docs" / "CREDIBILITY.md"


def test_a_hunt_is_what_it_is_said_to_be() -> None:
    for seed in SEEDS:
        told = Hunt(seed).told
        assert len(told) == REPORTS
        assert sum(each.is_true for each in told) == TRUE
        assert len({each.who for each in told}) == REPORTS
        assert len({each.kind for each in told}) == 6


def test_figures_of_an_order() -> None:
    perfect = [(1.0, True)] * 3 + [(0.0, False)] * 3
    assert figures_of(perfect) == Figures(1.0, 3)
    assert figures_of([(0.0, True), (0.0, False)]).auc == 0.5
    assert figures_of([(0.0, True), (1.0, False)]).auc == 0.0


@pytest.mark.django_db
def test_the_page_says_what_comes_out() -> None:
    written = PAGE.read_text()
    rows = []
    kinds: dict[str, list[float]] = defaultdict(list)
    for seed in SEEDS:
        judged, figures = play(seed)
        rows.append((seed, figures))
        for odds, _, kind in judged:
            kinds[kind].append(odds)
    rows_said = [f"| {seed} | {figures.auc:.3f} | {figures.true_among_first} |" for seed, figures in rows]
    auc, found = mean(f.auc for _, f in rows), mean(f.true_among_first for _, f in rows)
    rows_said.append(f"| mean | {auc:.3f} | {found:.1f} |")
    print("\n".join([f"first {LOOKED_AT}", *rows_said]))
    for kind, each in kinds.items():
        print(f"{kind}: {mean(each):+.2f}, {min(each):+.2f} to {max(each):+.2f}")
    assert all(row in written for row in rows_said), "\n".join(rows_said)
    assert auc > 0.85


def test_the_page_says_every_weight() -> None:
    said = dict(re.findall(r"^\| `(\w+)` \| ([−+\d.]+) \|", PAGE.read_text(), flags=re.MULTILINE))
    assert said == {weight.name: f"{weight.value:+.1f}".replace("-", "−") for weight in WEIGHTS.values()}
