"""Telling the figures of a run as text, in the tables that docs/TRUST.md shows too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mobilize.red_team.figures import Figures, GroupFigures

SIGNALS_HEAD = ("signal", "planted", "noticed", "to look at", "held", "false: look", "false: hold", "to know")
RATES_HEAD = ("signal", "detection rate", "alarms", "false alarms")
GROUPS_HEAD = ("group", "planted", "noticed", "suspected", "held")


def tell_figures(figures: Figures) -> str:
    """Write all figures of a run as Markdown tables."""
    return "\n".join(
        (
            f"Seed {figures.seed}, size {figures.size}: {figures.people} people, {figures.reports} reports.",
            "",
            *table(SIGNALS_HEAD, _signal_rows(figures)),
            "",
            *table(RATES_HEAD, _rate_rows(figures)),
            "",
            *table(GROUPS_HEAD, _group_rows(figures.attacks)),
            "",
            *table(("look-alike", *GROUPS_HEAD[1:]), _group_rows(figures.look_alikes)),
            "",
            f"Of {figures.attackers} attackers {figures.attackers_suspected} were suspected and"
            f" {figures.attackers_held} held; of {figures.honest} honest people {figures.honest_suspected} were"
            f" suspected and {figures.honest_held} held.",
        )
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> list[str]:
    """Write a Markdown table."""
    body = [head, *rows]
    widths = [max(len(str(row[column])) for row in body) for column in range(len(head))]
    lines = [
        "| " + " | ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in body
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def _signal_rows(figures: Figures) -> Iterable[Sequence[str | int]]:
    for kind, of in figures.signals.items():
        yield kind, of.planted, of.noticed, of.to_look_at, of.held, of.false_looks, of.false_holds, of.to_know


def _rate_rows(figures: Figures) -> Iterable[Sequence[str | int]]:
    for kind, of in figures.signals.items():
        yield kind, _percent(of.detection_rate), of.alarms, _percent(of.false_alarm_rate)


def _percent(rate: float | None) -> str:
    return "none" if rate is None else f"{rate:.0%}".replace("%", " %")


def _group_rows(groups: Mapping[str, GroupFigures]) -> Iterable[Sequence[str | int]]:
    for name, of in groups.items():
        yield name.replace("_", " "), of.groups, of.noticed, of.suspected, of.held
