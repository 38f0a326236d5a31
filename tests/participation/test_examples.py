"""Two campaigns as the report tells of them: its sentences stand in docs/PARTICIPATION.md as examples."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from campaigns.participation.models import Report
from campaigns.participation.report import refresh_report
from campaigns.participation.summary import tell_summary
from campaigns.saying import spoken
from tests import cast
from tests.imports.files import PEOPLE, run_import, write
from tests.imports.test_nyjazz import people_of
from tests.participation.test_rollup import read_all
from tests.processes import CHECKOUT

DOCS = (CHECKOUT / "docs" / "PARTICIPATION.md").read_text(encoding="utf-8")


def sentences_of(report: Report) -> list[str]:
    return [*spoken(report.body["verdict"]["reasons"]), *spoken(report.body["summary"])]


def told_in_docs(heading: str) -> list[str]:
    """Give the quoted sentences below a heading of the page."""
    part = DOCS.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
    return re.findall(r"^> (.+?)\s*$", part, re.MULTILINE)


@pytest.mark.usefixtures("committed")
def test_a_real_coupon_campaign_reads_as_the_page_says(tmp_path: Path) -> None:
    folder = os.environ.get("MOBILIZE_REFERENCE_DATA")
    if not folder:
        pytest.skip("MOBILIZE_REFERENCE_DATA names no folder with the reference data; the coupons are in its nyjazz/")
    # Nobody wrote down when they came: six a day, in the order of the file.
    start, apart = datetime(2001, 11, 1, 5, tzinfo=UTC), timedelta(hours=4)
    people = people_of(Path(folder) / "nyjazz" / "nyjazz.csv", start=start, apart=apart)
    campaign = cast.live_campaign(at=start, time_zone="America/New_York")
    run_import(campaign.slug, participants=write(tmp_path, "p.csv", PEOPLE, people), keep_good_rows=True)
    read_all(20_000)
    report = refresh_report(campaign=campaign, at=start + apart * len(people))
    assert report.body["people"] == 257
    assert report.body["cascade"]["roots"] == 10
    assert max(report.body["cascade"]["breadth"]["depth"]) == 11
    offspring = report.body["cascade"]["offspring"]
    assert max(offspring["recruits"]) == 8
    brought = sum(n * people for n, people in zip(offspring["recruits"], offspring["people"], strict=True))
    assert round(brought / 257, 3) == 0.961
    # Nobody followed a link of ours, so how many of those who did came along is not known.
    lacking = spoken(report.body["growth"]["k_factor"]["accepted_share"]["missing"])
    assert lacking.startswith("No visit to a link was counted")
    assert sentences_of(report) == told_in_docs("Jazz musicians in New York")


def test_nobody_yet() -> None:
    assert tell_summary({"people": 0}) == ["Nobody has joined yet."]
