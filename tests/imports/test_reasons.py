"""Whatever is wrong with a row is said in both languages: no word of English is left in Spanish, nor Python's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from campaigns.findings.rows import ObjectiveNames
from campaigns.layouts import PLAIN, Layout
from campaigns.saying import in_each_language
from campaigns.tables import Problem, TableRefused
from tests.api.test_spoken_everywhere import ENGLISH
from tests.imports.reading import read_activities, read_findings, read_participants

pytestmark = pytest.mark.django_db

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
NOON = "2009-12-05T12:00:00Z"
HEAD = "id,inviter,joined_at,display_name\n"
BERLIN = Layout(times="day first", time_zone="Europe/Berlin")
# What is quoted of a file: between quotation marks, in a header, or a status.
_QUOTED = re.compile(r"«[^»]*»|'[^']*'|debe nombrar .*|columnas son .*|ninguno de .*")


def people(rows: str, layout: Layout = PLAIN) -> list[Problem]:
    return read_participants((HEAD + rows).encode(), file="p.csv", latest=LATEST, layout=layout).problems


def assert_spoken(problems: Sequence[Problem], reasons: int) -> None:
    """Have seen so many different reasons, each in two languages."""
    words = in_each_language([problem.reason for problem in problems])
    assert len({each["en"] for each in words}) == reasons, words
    for each in words:
        assert each["en"] != each["es"]
        left = _QUOTED.sub("", each["es"])
        assert not ENGLISH.search(left), each


def test_of_people() -> None:
    ids = f"a,,{NOON},A\na,,{NOON},A\n,,{NOON},A\n{'x' * 101},,{NOON},A\nb\x07,,{NOON},A\nn,,{NOON},{'x' * 81}\n"
    assert_spoken(people(f"{ids}m,,{NOON},A\x07\n"), 6)
    assert_spoken(people(f"s,s,{NOON},S\nt,nobody,{NOON},T\nu,t,{NOON},U\n"), 3)
    circle = "".join(f"c{n},c{(n + 1) % 10},{NOON},C\n" for n in range(10))
    assert_spoken(people(circle), 1)
    assert_spoken(people(f"r,,{NOON},R\nk,l,{NOON},K\nl,r,2010-12-05T12:00:00Z,L\no,r,{NOON},L\n"), 3)


def test_of_times() -> None:
    told = ["", "soon", "2009-12-05T12:00:00", "1800-12-05T12:00:00Z", "2030-12-05T12:00:00Z", "0000-12-05T12:00:00Z"]
    told += [f"2009-{rest}Z" for rest in ("13-05T12:00:00", "02-30T12:00:00", "12-05T25:00:00", "12-05T12:61:00")]
    told += ["2009-12-05T12:00:61Z", "2009-12-05T12:00:00+24:00"]
    assert_spoken(people("".join(f"p{n},,{time},P\n" for n, time in enumerate(told))), len(told))
    clocks = ["soon", "31.02.2009", "25.10.2009 02:30", "29.03.2009 02:30", "05.12.0000"]
    assert_spoken(people("".join(f"p{n},,{time},P\n" for n, time in enumerate(clocks)), BERLIN), len(clocks))
    for times in ("year first", "month first"):
        assert_spoken(people("p,,soon,P\n", replace(BERLIN, times=times)), 1)
    assert_spoken(people("p,,soon,P\nq,,999999999999,Q\n", Layout(times="unix seconds")), 2)


def test_of_rows_that_are_no_rows() -> None:
    content = f'a,,{NOON}\nb,,{NOON},"B" x\n"c\nd" x,,{NOON},C\ne,,{NOON},{"x" * 140_000}\nf,,{NOON},"F\n'
    assert_spoken(people(content), 5)


def test_of_what_people_did_and_found() -> None:
    arrivals = read_participants(f"{HEAD}a,,{NOON},A\nb,a,soon,B\n".encode(), file="p.csv", latest=LATEST)
    acts = f"participant,kind,at\nz,k,{NOON}\nb,k,{NOON}\n,k,{NOON}\na,k,2009-12-05T11:00:00Z\na,k\x07,{NOON}\n"
    assert_spoken(read_activities(acts.encode(), file="a.csv", arrivals=arrivals, latest=LATEST).problems, 5)
    rows = [
        f"1,a,None,{NOON},,,verified", f"1,a,Twin,{NOON},,,verified", f"2,a,One,{NOON},1,,verified",
        f"3,a,One,{NOON},91,0,verified", f"4,a,One,{NOON},x,0,verified", f'5,a,One,{NOON},"1,5",0,verified',
        f"6,a,One,{NOON},,,paid",
    ]  # fmt: skip
    findings = "\n".join(["id,participant,objective,observed_at,latitude,longitude,status", *rows])
    named = ObjectiveNames([(1, "x", "One"), (2, "y", "Twin"), (3, "z", "Twin")])
    found = read_findings(findings.encode(), file="f.csv", arrivals=arrivals, objectives=named, latest=LATEST)
    assert_spoken(found.problems, 8)


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        (b"", PLAIN),
        (b"PK\x03\x04", PLAIN),
        (b"\x1f\x8b", PLAIN),
        (b"\xd0\xcf\x11\xe0", PLAIN),
        (b"%PDF", PLAIN),
        (HEAD.encode("utf-16"), PLAIN),
        (HEAD.encode("utf-16-le"), PLAIN),
        (b"id,inviter,joined_at\n\xff", PLAIN),
        (b"\x81", Layout(encoding="windows-1252")),
        (b"\xff\xfea", Layout(encoding="utf-16")),
        (b'"id" x,inviter,joined_at\n', PLAIN),
        (b"id,inviter\n", PLAIN),
        (b"id;inviter;joined_at\n", PLAIN),
        (b"id,inviter,joined_at,age\n", PLAIN),
        (b"id,inviter,joined_at,id\n", PLAIN),
        (b"No,Ref\n", Layout(columns={"id": "Nr"})),
        (b"Nr,Nr\n", Layout(columns={"id": "Nr"})),
        (b"id,inviter,joined_at\n" + b"x" * 1_000_001, PLAIN),
    ],
)
def test_of_files(content: bytes, layout: Layout) -> None:
    with pytest.raises(TableRefused) as refused:
        read_participants(content, file="p.csv", latest=LATEST, layout=layout)
    assert_spoken([refused.value.problem], 1)
