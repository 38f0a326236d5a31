"""Back-test of the forecast: campaigns are cut off at several moments, forecast to their end, and looked up there.

    python -m tests.rewards.simulation.backtest [--campaigns 40] [--paths 1000] [--seed 1] [--out FILE]

Prints tables in Markdown: how often the truth lies inside the 80 % interval, by kind of campaign and by how much of the
window has passed; how often goals came true that were given so much chance; what of searches; and the demo's own
hunt. The seeds are none that anything was chosen by.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from mobilize.demo.hunt import Story, story
from mobilize.demo.reports import END, HUNT_STARTS
from rewards.simulation.engine import Fan, Forecast, make_forecast, probability_of
from rewards.simulation.measured import LEAST_PEOPLE, Basis, ObjectiveBasis, fan_moments
from tests.rewards.simulation.counting import Grown, count
from tests.rewards.simulation.made_up import HOUR, KINDS, campaigns, search

PARTS = (0.15, 0.25, 0.4, 0.6, 0.8)
GOALS = (1.1, 1.25, 1.5, 2.0, 3.0, 5.0)
CHANCES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
HUNT_HOURS = (12, 18, 24, 30, 32)


@dataclass(frozen=True, slots=True)
class Judged:
    """One forecast and what came: where the truth lies in its fan; width is the upper end over the lower one."""

    kind: str
    part: float
    truth: int
    low: int
    quarter: int
    median: int
    three_quarters: int
    high: int

    @classmethod
    def of(cls, kind: str, part: float, fan: Fan, truth: int) -> Judged:
        ends = (line[-1] for line in (fan.p10, fan.p25, fan.p50, fan.p75, fan.p90))
        return cls(kind, part, truth, *ends)


def forecast(basis: Basis, *, paths: int) -> Forecast:
    return make_forecast(basis, moments=fan_moments(as_of=basis.as_of, deadline=basis.deadline, zone=UTC), paths=paths)


def judge_growth(grown: Grown, *, paths: int) -> Iterator[tuple[Judged, list[tuple[float, bool]]]]:
    """Forecast a campaign at several moments; with each, the chances that it gave to goals and whether they came."""
    for part in PARTS:
        cut = int(part * grown.end)
        if grown.so_far(cut) < LEAST_PEOPLE:
            continue
        basis = count(grown, cut=cut)
        growth = forecast(basis, paths=paths).growth
        if growth is None:
            continue
        truth = grown.so_far(grown.end)
        goals = [int(times * basis.participants) for times in GOALS]
        said = [probability_of(growth.kept, goal, now=basis.participants, most=growth.most).value for goal in goals]
        given = [(chance, truth >= goal) for goal, chance in zip(goals, said, strict=True) if chance is not None]
        yield Judged.of(grown.name, part, growth.fan, truth), given


def judge_search(grown: Grown, *, seed: int, paths: int) -> Iterator[tuple[Judged, Judged, tuple[float, bool]]]:
    """Forecast how many places are taken in a search, what is spent on them, and whether everything is found."""
    looked = search(grown, seed=seed)
    for part in PARTS:
        cut = int(part * grown.end)
        if grown.so_far(cut) < LEAST_PEOPLE:
            continue
        findings = forecast(looked.basis(cut), paths=paths).findings
        if findings is None or findings.places is None or findings.spent_minor is None:
            continue
        if findings.all_found.value is None:
            continue
        judged = Judged.of("searches", part, findings.places, looked.found_by(grown.end))
        spent = Judged.of("spending", part, findings.spent_minor, looked.spent_by(grown.end))
        yield judged, spent, (findings.all_found.value, looked.all_found())


def basis_of_story(told: Story, cut: int) -> Basis:
    """What could be seen of the demo's hunt at `cut`; what reviewers had decided by then counts."""
    inviter = np.array([-1 if person.inviter is None else person.inviter for person in told.people])
    seconds = np.array([person.joined_after_seconds for person in told.people])
    decided = [report for report in told.reports if report.decided_after_seconds < cut]
    true = [report for report in decided if report.verdict.outcome == "verify"]
    objectives, finds = [], []
    for balloon in range(10):
        first = told.paid_report(balloon)
        found = first in true
        waiting = sum(r.balloon == balloon and r.after_seconds < cut <= r.decided_after_seconds for r in told.reports)
        objectives.append(
            ObjectiveBasis(
                key=f"{balloon:02}",
                quota=1,
                found=int(found),
                undecided=waiting,
                prize_minor=400_000,
                opens_at=HUNT_STARTS,
                closes_at=END,
                filled_at=first.after_seconds if found else None,
            )
        )
        if found:
            finds.append((first.finder, first.after_seconds))
    return count(
        Grown("demo", inviter, seconds, END),
        cut=cut,
        finds=finds,
        objectives=objectives,
        verified=len(true),
        refused=len(decided) - len(true),
        spent_minor=400_000 * len(finds),
        promised_minor=400_000 * (10 - len(finds)),
    )


def table(title: str, judged: Sequence[Judged], *, by: Callable[[Judged], str]) -> Iterator[str]:
    yield f"| {title} | forecasts | in the 80 % interval | in the middle half | below it | above it | high / low |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(by(one), []).append(one)
    for name, those in [*sorted(groups.items()), ("**all**", list(judged))]:
        n = len(those)
        inside = sum(one.low <= one.truth <= one.high for one in those) / n
        half = sum(one.quarter <= one.truth <= one.three_quarters for one in those) / n
        below, above = sum(one.truth < one.low for one in those) / n, sum(one.truth > one.high for one in those) / n
        width = float(np.median([one.high / max(one.low, 1) for one in those]))
        yield f"| {name} | {n} | {inside:.0%} | {half:.0%} | {below:.0%} | {above:.0%} | {width:.2f} |"
    yield ""


def reliability(given: Sequence[tuple[float, bool]]) -> Iterator[str]:
    yield "| chance given | goals | on average | came true |"
    yield "|---|---:|---:|---:|"
    for low, high in pairwise(CHANCES):
        those = [(chance, came) for chance, came in given if low <= chance < high or chance == high == 1]
        if those:
            mean, true = (float(np.mean(column)) for column in zip(*those, strict=True))
            yield f"| {low:.0%} to {high:.0%} | {len(those)} | {mean:.0%} | {true:.0%} |"
    yield ""


def report(*, number: int, paths: int, seed: int, say: Callable[[str], None]) -> Iterator[str]:
    judged: list[Judged] = []
    given: list[tuple[float, bool]] = []
    looked: list[Judged] = []
    spending: list[Judged] = []
    chances: list[tuple[float, bool]] = []
    for kind in KINDS:
        began = time.monotonic()
        for index, grown in enumerate(islice(campaigns(kind, seed=seed), number)):
            for one, goals in judge_growth(grown, paths=paths):
                judged.append(one)
                given.extend(goals)
            if index % 2 == 0:
                for one, spent, chance in judge_search(grown, seed=seed + index, paths=min(paths, 400)):
                    looked.append(one)
                    spending.append(spent)
                    chances.append(chance)
        say(f"{kind}: {number} campaigns in {time.monotonic() - began:.0f} s")
    yield f"{number} campaigns of each kind, {paths:,} paths, seed {seed}.\n"
    yield from table("kind of campaign", judged, by=lambda one: one.kind)
    yield from table("part of the time gone", judged, by=lambda one: f"{one.part:.0%}")
    yield "Goals of 1.1, 1.25, 1.5, 2, 3 and 5 times the participants of the moment:\n"
    yield from reliability(given)
    yield "Places taken in searches (ten objectives each, of unequal ease):\n"
    yield from table("part of the time gone", looked, by=lambda one: f"{one.part:.0%}")
    yield "What is spent in the same searches by their end (prizes of 10, 25 and 100):\n"
    yield from table("part of the time gone", spending, by=lambda one: f"{one.part:.0%}")
    yield "That every objective is found at least once:\n"
    yield from reliability(chances)


def report_hunt(*, seeds: Iterable[int], paths: int) -> Iterator[str]:
    """The demo's hunt: its own seed in numbers, the others counted."""
    judged: list[Judged] = []
    lines = []
    for seed in seeds:
        told = story(seed)
        for hours in HUNT_HOURS:
            basis = basis_of_story(told, hours * HOUR)
            made = forecast(basis, paths=paths)
            if made.growth is None or made.findings is None:
                continue
            judged.append(Judged.of("the demo's hunt", hours / 36, made.growth.fan, len(told.people)))
            fan, findings = made.growth.fan, made.findings
            found = findings.all_found.missing
            if findings.places is not None:
                low, high = findings.places.p10[-1], findings.places.p90[-1]
                found = f"{low} to {high} of 10, all with {findings.all_found.value:.0%}"
            lines.append(
                f"| {seed} | {hours} h | {basis.participants:,} | {fan.p10[-1]:,} | {fan.p50[-1]:,} | {fan.p90[-1]:,} "
                f"| {len(told.people):,} | {found} |"
            )
    yield "| seed | cut at | participants | low | median | high | in the end | balloons |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---|"
    yield from lines[: len(HUNT_HOURS)]
    yield ""
    yield from table("cut at", judged, by=lambda one: f"{one.part * 36:.0f} h")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Back-test the forecast on campaigns that are made up.")
    parser.add_argument("--campaigns", type=int, default=40, help="of each kind")
    parser.add_argument("--hunts", type=int, default=20, help="stories of the demo's kind")
    parser.add_argument("--paths", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    said = parser.parse_args(arguments)
    lines = list(report(number=said.campaigns, paths=said.paths, seed=said.seed, say=_say))
    lines += report_hunt(seeds=range(2009, 2009 + said.hunts), paths=said.paths)
    text = "\n".join(lines)
    print(text)
    if said.out:
        said.out.write_text(text + "\n", encoding="utf-8")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
