"""The participation report as tables: its series by period, every figure that it rests on, and a row for each member.

All are of the report as it was stored last, `as_of`; the members' rows are what the counts say at this moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from campaigns.exchange.tables import Column, Rows, Table, counted_by, flag, moment, register_table, stream, text
from campaigns.participation.report import stored_report
from campaigns.people.doors import Scope
from campaigns.planning.models import Campaign
from campaigns.saying import said, spoken_in_english

Body = dict[str, Any]
_FIGURE = {"value", "n", "low", "high", "missing"}


def growth_rows(body: Body) -> Rows:
    """Give joins by period."""
    yield from _periodic(body["growth"], "joins", "roots", "cumulative")


def lifecycle_rows(body: Body) -> Rows:
    """Give who is new, came back or went, by period."""
    yield from _periodic(body["lifecycle"], "active", "new", "returning", "resurrecting", "dormant")


def retention_rows(body: Body) -> Rows:
    """Give how many of each cohort were active so many periods after their first."""
    for cohort in body["retention"]["cohorts"]:
        # Of groups of people not everybody could be followed for so long.
        followed = cohort.get("at_risk", [cohort["size"]] * len(cohort["counts"]))
        for later, people in enumerate(cohort["counts"]):
            share = people / followed[later] if followed[later] else None
            over = later <= cohort["complete_through"]
            yield cohort["label"], _moment(cohort["start"]), cohort["size"], later, people, share, over


def stickiness_rows(body: Body) -> Rows:
    """Give those active in a day, a week and 28 days, by day."""
    told = body["stickiness"]
    series = (told["dau"], told["wau"], told["mau"], told["dau_over_mau"])
    for period, dau, wau, mau, share in zip(told["periods"], *series, strict=True):
        yield period["label"], _moment(period["start"]), dau, wau, mau, share["value"]


def reproduction_rows(body: Body) -> Rows:
    """Give how many people a member brings, window by window."""
    for window in body["reproduction"]["windows"]:
        figures = (window[name] for name in ("mean", "sd", "low", "high", "n", "missing"))
        yield _moment(window["start"]), _moment(window["end"]), *figures


def spike_rows(body: Body) -> Rows:
    """Give the spikes and what was left of each."""
    for spike in body["spikes"]["spikes"]:
        times = (_moment(spike[name]) for name in ("start", "peak", "end"))
        yield *times, spike["is_over"], spike["excess"], spike["retention"]["value"], spike["retention_lift"]["value"]


def survival_rows(body: Body) -> Rows:
    """Give the share of those still there after so many days, of everybody."""
    steps = body["survival"]["everybody"]["steps"]
    yield from zip(*(steps[name] for name in ("days", "survival", "low", "high", "at_risk")), strict=True)


def cascade_rows(body: Body) -> Rows:
    """Give the generations: their people, and how many each of them brought."""
    told = body["cascade"]
    brought = {each["generation"]: each for each in told["cohort_r_by_generation"]}
    for depth, people in zip(told["breadth"]["depth"], told["breadth"]["people"], strict=True):
        figure = brought.get(depth, {})
        yield depth, people, *(figure.get(name) for name in ("value", "low", "high", "n", "missing"))


def inequality_rows(body: Body) -> Rows:
    """Give how unevenly recruits, findings and pay are spread."""
    for what in ("recruiting", "findings", "pay"):
        told = body["inequality"][what]
        yield what, told["people"], told["with_any"], told["gini"]["value"], told["top_percent_share"]["value"]


def tie_rows(body: Body) -> Rows:
    """Give how many ties were made, by week."""
    for week, new in zip(body["ties"]["weeks"], body["ties"]["new"], strict=True):
        yield week["label"], _moment(week["start"]), new


def rows_of_part(section: str, told: Body) -> Rows:
    """Give the rows of one part of a report, however it was asked for, with the moment that it is of."""
    _, rows, _ = _CONTENTS[section]
    for row in rows({section: told}):
        yield *row, _moment(told["as_of"])


def figure_rows(body: Body) -> Rows:
    """Give every figure of the report by where it stands in it."""
    for path, figure in _figures("", body):
        yield path, *(figure[name] for name in ("value", "n", "low", "high", "missing"))


def member_rows(campaign: Campaign) -> Rows:
    """Give what is counted of each member."""
    return stream(_MEMBERS, {"campaign": campaign.pk})


_MEMBERS = """
SELECT person.public_id::text, person.display_name, root.public_id::text, member.depth, person.joined_at,
       member.size - 1, member.recruits, member.early_recruits, member.reports, member.verified,
       cardinality(member.days), DATE '1970-01-01' + member.last_day
  FROM campaigns_member member
  JOIN campaigns_participant person ON person.id = member.participant_id
  JOIN campaigns_participant root ON root.id = member.root
 WHERE member.campaign_id = %(campaign)s
 ORDER BY person.id
"""


def _figures(path: str, part: Any) -> Iterator[tuple[str, Body]]:
    """Walk the report down to its figures; places in lists are told by number."""
    if isinstance(part, list):
        for place, one in enumerate(part):
            yield from _figures(f"{path}/{place}", one)
    elif isinstance(part, dict) and set(part) >= _FIGURE:
        yield path, part
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _figures(f"{path}/{name}" if path else name, one)


def _periodic(told: Body, *series: str) -> Rows:
    for place, (period, *values) in enumerate(zip(told["periods"], *(told[name] for name in series), strict=True)):
        yield period["label"], _moment(period["start"]), *values, place < told["complete"]


def _moment(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)


def _of_body(rows: Callable[[Body], Rows]) -> tuple[Callable[[Campaign], Rows], Callable[[Campaign], int]]:
    """Make what reads a table out of the stored report, with the moment that it is of, and what counts its rows."""

    def read(campaign: Campaign) -> Iterator[Sequence[Any]]:
        report = stored_report(campaign=campaign, at=timezone.now())
        for row in rows(spoken_in_english(report.body)):
            yield *row, report.as_of

    def count(campaign: Campaign) -> int:
        return sum(1 for _ in read(campaign))

    return read, count


_PERIOD = (Column("period"), moment("period_start"))
_CONTENTS: dict[str, tuple[str, Callable[[Body], Rows], tuple[Column, ...]]] = {
    "growth": (
        said("Joins by period"),
        growth_rows,
        (*_PERIOD, Column("joins"), Column("roots"), Column("cumulative"), flag("complete")),
    ),
    "retention": (
        said("Who came back: cohorts by the period of their first activity"),
        retention_rows,
        (
            # Groups have names that people gave.
            text("cohort"),
            moment("cohort_start"),
            Column("size"),
            Column("periods_later"),
            Column("people"),
            Column("share"),
            flag("complete"),
        ),
    ),
    "lifecycle": (
        said("Who is new, came back or went, by period"),
        lifecycle_rows,
        (
            *_PERIOD,
            *(Column(name) for name in ("active", "new", "returning", "resurrecting", "dormant")),
            flag("complete"),
        ),
    ),
    "stickiness": (
        said("People active in a day, a week and 28 days, by day"),
        stickiness_rows,
        (*_PERIOD, *(Column(name) for name in ("dau", "wau", "mau", "dau_over_mau"))),
    ),
    "reproduction": (
        said("How many people a member brings, window by window"),
        reproduction_rows,
        (
            moment("window_start"),
            moment("window_end"),
            *(Column(name) for name in ("mean", "sd", "low", "high", "n", "missing")),
        ),
    ),
    "spikes": (
        said("Spikes, and what was left of them"),
        spike_rows,
        (
            moment("start"),
            moment("peak"),
            moment("end"),
            flag("is_over"),
            *(Column(name) for name in ("excess", "retention", "retention_lift")),
        ),
    ),
    "survival": (
        said("How long people stay"),
        survival_rows,
        tuple(Column(name) for name in ("days", "survival", "low", "high", "at_risk")),
    ),
    "cascade": (
        said("The generations, and how many people each of their members brought"),
        cascade_rows,
        tuple(Column(name) for name in ("generation", "people", "cohort_r", "low", "high", "n", "missing")),
    ),
    "inequality": (
        said("How unevenly recruits, findings and pay are spread"),
        inequality_rows,
        tuple(Column(name) for name in ("of", "people", "with_any", "gini", "top_percent_share")),
    ),
    "ties": (
        said("Ties made between people, by week"),
        tie_rows,
        (*_PERIOD, Column("new")),
    ),
    "figures": (
        said("Every figure of the report, with what it rests on and its 95 %% interval"),
        figure_rows,
        (text("figure"), *(Column(name) for name in ("value", "n", "low", "high", "missing"))),
    ),
}
MEMBERS = Table(
    name="report_members",
    title=said("What is counted of each member"),
    columns=(
        Column("id"),
        text("display_name"),
        Column("root"),
        Column("depth"),
        moment("joined_at"),
        *(
            Column(name)
            for name in (
                "downline", "recruits", "early_recruits", "reports", "reports_verified", "active_days",
                "last_active_on",
            )
        ),
    ),
    rows=member_rows,
    count=counted_by("SELECT count(*) FROM campaigns_member WHERE campaign_id = %(campaign)s"),
    scope=Scope.ANALYTICS_READ,
)  # fmt: skip


def register_report_tables() -> None:
    """Let each part of the report be exported, and the members."""
    register_table(MEMBERS)
    for name, (title, rows, columns) in _CONTENTS.items():
        read, count = _of_body(rows)
        register_table(
            Table(
                name=f"report_{name}",
                title=title,
                columns=(*columns, moment("as_of")),
                rows=read,
                count=count,
                scope=Scope.ANALYTICS_READ,
            )
        )
