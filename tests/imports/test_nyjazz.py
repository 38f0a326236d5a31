"""A real recruitment, as dirty as it was: 264 New York jazz musicians who handed each other paper coupons.

The coupons become inviters here: X was invited by whoever was handed the coupon that X came with. Nobody wrote down
when they came, so the order of the file stands for the time, and nobody wrote down names, so they are called by
their coupon: two people with one coupon look like a repeat.
"""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import Count, Max

from campaigns.recruiting.models import Participant
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from tests.cast import MOMENT, live_campaign
from tests.imports.files import FINDINGS, PEOPLE, fail_import, run_import, write

pytestmark = pytest.mark.django_db

ORPHANS = {"187", "191", "200"}
SHARES = [50_000, 25_000, 12_500, 6_250, 3_125, 1_562, 781, 390, 195, 97, 48, 24]


@pytest.fixture
def coupons() -> Path:
    folder = os.environ.get("MOBILIZE_REFERENCE_DATA")
    if not folder:
        pytest.skip(
            "MOBILIZE_REFERENCE_DATA names no folder with the reference data; the real recruitment is in its nyjazz/"
        )
    return Path(folder) / "nyjazz" / "nyjazz.csv"


def people_of(
    coupons: Path, *, start: datetime = datetime(2001, 11, 1, tzinfo=UTC), apart: timedelta = timedelta(minutes=1)
) -> list[str]:
    """Make rows of the table of people; whoever stands later in the file came later."""
    with coupons.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    handed = {
        row[f"coupon.{n}"]: row["id"] for row in reversed(rows) for n in range(1, 8) if row[f"coupon.{n}"] != "NA"
    }
    people = []
    for number, row in enumerate(rows):
        own = row["own.coupon"]
        inviter, name = ("", "") if own == "NA" else (handed.get(own, f"the holder of {own}"), f"coupon {own}")
        people.append(f"{row['id']},{inviter},{(start + number * apart).isoformat()},{name}")
    return people


def problems_in(report: Path) -> list[dict[str, str]]:
    with report.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_good_rows_are_the_recruitment_that_is_known(coupons: Path, tmp_path: Path) -> None:
    campaign = live_campaign([(100_000, 1)])
    people = people_of(coupons)
    report = tmp_path / "report.csv"
    said = run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, people),
        findings=write(tmp_path, "f.csv", FINDINGS, ["1,114,Balloon 1,2002-05-01T12:00:00Z,40.7,-74.0,verified"]),
        keep_good_rows=True,
        settle=True,
        report=str(report),
    )
    assert "257 participants in 10 trees (longest chain 12)" in said
    places = Participant.objects.filter(campaign=campaign)
    assert places.count() == 257
    assert places.filter(invited_by=None).count() == 10
    assert places.aggregate(deepest=Max("depth"))["deepest"] == 11
    brought = places.annotate(brought=Count("recruits")).order_by("-brought").values_list("brought", flat=True)
    assert brought[0] == 8

    problems = problems_in(report)
    errors = {people[int(row["line"]) - 2].split(",")[0]: row["reason"] for row in problems if row["kind"] == "error"}
    assert len(errors) == 7
    assert {person for person, reason in errors.items() if reason.startswith("no row that can be read")} == ORPHANS
    assert len([reason for reason in errors.values() if reason.startswith("their inviter ")]) == 4
    warnings = [row["reason"] for row in problems if row["kind"] == "warning"]
    assert len([reason for reason in warnings if reason.startswith("stands above their inviter 137")]) == 2
    assert len([reason for reason in warnings if reason.startswith("joined before their inviter 137")]) == 2
    assert len([reason for reason in warnings if reason.startswith("may be a repeat")]) == 7
    assert len(warnings) == 11

    settlement = Settlement.objects.get(campaign=campaign)
    assert settlement.explanation["shares_minor"] == SHARES
    assert settlement.remainder_minor == 28
    assert [transfer.amount_minor for transfer in settlement.transfers.filter(reason="share").order_by("pk")] == SHARES
    assert find_differences(campaign.pk, at=MOMENT) == []


def test_without_keeping_the_good_rows_nothing_is_imported(coupons: Path, tmp_path: Path) -> None:
    campaign = live_campaign([(100_000, 1)])
    said, reason = fail_import(campaign.slug, participants=write(tmp_path, "p.csv", PEOPLE, people_of(coupons)))
    assert "no row that can be read has the id “the holder of 90”" in said
    assert reason.startswith("Nothing was imported: 7 errors.")
    assert not Participant.objects.filter(campaign=campaign).exists()
