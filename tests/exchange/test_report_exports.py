"""Every table of the report is, row by row and cell by cell, what the stored report and the members' counts say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.exchange.tables import Holds, known_tables, table_named
from campaigns.participation.models import Member
from campaigns.participation.report import stored_report
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.saying import spoken
from tests.exchange.stage import exported, hostile_campaign, read_csv
from tests.exchange.test_exports import moments, word
from tests.participation.test_rollup import read_all, tell_a_story

pytestmark = pytest.mark.usefixtures("committed")

Body = dict[str, Any]
FIGURE = ("value", "n", "low", "high", "missing")


def by_period(told: Body, *names: str) -> list[Body]:
    return [
        {
            "period": period["label"],
            "period_start": period["start"],
            **{name: told[name][n] for name in names},
            "complete": n < told["complete"],
        }
        for n, period in enumerate(told["periods"])
    ]


def figures_in(part: Any, path: str = "") -> Iterator[Body]:
    if isinstance(part, dict) and "value" in part and "missing" in part:
        yield {"figure": path, **{name: part[name] for name in FIGURE}}
    elif isinstance(part, dict | list):
        for name, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from figures_in(inner, f"{path}/{name}".lstrip("/"))


def retention(told: Body) -> Iterator[Body]:
    for cohort in told["cohorts"]:
        for later, people in enumerate(cohort["counts"]):
            yield {
                "cohort": cohort["label"],
                "cohort_start": cohort["start"],
                "size": cohort["size"],
                "periods_later": later,
                "people": people,
                "share": people / cohort["size"],
                "complete": later <= cohort["complete_through"],
            }


def members(campaign: Campaign) -> Iterator[Body]:
    public = dict(Participant.objects.filter(campaign=campaign).values_list("pk", "public_id"))
    for member in Member.objects.filter(campaign=campaign).select_related("participant").order_by("pk"):
        person = member.participant
        last = member.last_day
        yield {
            "id": person.public_id,
            "display_name": person.display_name,
            "root": public[member.root],
            "depth": person.depth,
            "joined_at": person.joined_at,
            "downline": len(list(below(person))),
            "recruits": person.recruits.count(),
            "early_recruits": member.early_recruits,
            "reports": person.findings.count(),
            "reports_verified": member.verified,
            "active_days": len(member.days),
            "last_active_on": None if last is None else date(1970, 1, 1) + timedelta(days=last),
        }


def below(person: Participant) -> Iterator[Participant]:
    for recruit in person.recruits.all():
        yield recruit
        yield from below(recruit)


def expected_of(body: Body) -> dict[str, list[Body]]:
    steps = body["survival"]["everybody"]["steps"]
    stickiness, breadth = body["stickiness"], body["cascade"]["breadth"]
    brought = {each["generation"]: each for each in body["cascade"]["cohort_r_by_generation"]}
    return {
        "growth": by_period(body["growth"], "joins", "roots", "cumulative"),
        "retention": list(retention(body["retention"])),
        "lifecycle": by_period(body["lifecycle"], "active", "new", "returning", "resurrecting", "dormant"),
        "stickiness": [
            {
                "period": period["label"],
                "period_start": period["start"],
                **{name: stickiness[name][n] for name in ("dau", "wau", "mau")},
                "dau_over_mau": stickiness["dau_over_mau"][n]["value"],
            }
            for n, period in enumerate(stickiness["periods"])
        ],
        "reproduction": [
            {
                "window_start": window["start"],
                "window_end": window["end"],
                **{name: window[name] for name in ("mean", "sd", "low", "high", "n", "missing")},
            }
            for window in body["reproduction"]["windows"]
        ],
        "spikes": [
            {
                **{name: spike[name] for name in ("start", "peak", "end", "is_over", "excess")},
                **{name: spike[name]["value"] for name in ("retention", "retention_lift")},
            }
            for spike in body["spikes"]["spikes"]
        ],
        "survival": [
            {name: steps[name][n] for name in ("days", "survival", "low", "high", "at_risk")}
            for n in range(len(steps["days"]))
        ],
        "cascade": [
            {
                "generation": depth,
                "people": people,
                "cohort_r": brought.get(depth, {}).get("value"),
                **{name: brought.get(depth, {}).get(name) for name in ("low", "high", "n", "missing")},
            }
            for depth, people in zip(breadth["depth"], breadth["people"], strict=True)
        ],
        "inequality": [
            {
                "of": what,
                **{name: body["inequality"][what][name] for name in ("people", "with_any")},
                **{name: body["inequality"][what][name]["value"] for name in ("gini", "top_percent_share")},
            }
            for what in ("recruiting", "findings", "pay")
        ],
        "ties": [
            {"period": week["label"], "period_start": week["start"], "new": new}
            for week, new in zip(body["ties"]["weeks"], body["ties"]["new"], strict=True)
        ],
        "figures": list(figures_in(body)),
    }


def compare(campaign: Campaign, name: str, expected: list[Body]) -> None:
    """See that an export has these rows, and in them all columns that it should have and no others."""
    columns = table_named(name).columns
    times = [column.name for column in columns if column.holds is Holds.MOMENT]
    rows = read_csv(exported(campaign, name), name)
    assert len(rows) == len(expected), name
    for row, told in zip(rows, expected, strict=True):
        assert list(told) == [column.name for column in columns]
        said = moments(campaign, row, *times)
        wanted = [datetime.fromisoformat(at) if isinstance(at, str) else at for at in (told[each] for each in times)]
        assert said == [word(at) for at in wanted], (name, row)
        others = [column for column in told if column not in times]
        assert [row[each] for each in others] == [word(told[each]) for each in others], (name, row)


def test_every_table_of_the_report_is_what_it_says() -> None:
    campaigns = hostile_campaign(), tell_a_story(at_each_step=20_000)
    read_all(20_000)
    full: set[str] = set()
    for campaign in campaigns:
        report = stored_report(campaign=campaign, at=timezone.now())
        expected = expected_of(spoken(report.body))
        for name, rows in expected.items():
            compare(campaign, f"report_{name}", [{**row, "as_of": report.as_of} for row in rows])
        counted = list(members(campaign))
        compare(campaign, "report_members", counted)
        assert counted
        full |= {name for name, rows in expected.items() if rows}
    # There is none without rows in both, and none that is not compared.
    assert full == set(expected)
    tables = {table.name for table in known_tables() if table.name.startswith("report_")}
    assert tables == {f"report_{name}" for name in (*expected, "members")}
