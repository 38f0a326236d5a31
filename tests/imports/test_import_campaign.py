"""The command imports everything or nothing, and pays only when that is asked for and covered."""

from __future__ import annotations

import csv
from pathlib import Path

import psycopg2
import pytest
from django.db import connection, transaction

from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.findings.models import Finding, Verdict
from campaigns.planning.models import Campaign
from campaigns.planning.operations import pause_campaign
from campaigns.recruiting.importing import hold_for_import
from campaigns.recruiting.models import Participant
from rewards.contracts.budget import read_budget
from rewards.contracts.operations import close_campaign
from rewards.ledger.models import Account
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from tests.cast import (
    MOMENT,
    draft_campaign,
    fund,
    join_in_turn,
    live_campaign,
    objective_of,
    organizer_of,
    report,
    verify,
)
from tests.imports.files import ACTIVITIES, FINDINGS, PEOPLE, fail_import, run_import, write

pytestmark = pytest.mark.django_db

NOON = "2009-12-05T12:00:00Z"
CHAIN = (
    f"dave,carol,{NOON},Dave",
    f"carol,bob,{NOON},Carol",
    f"bob,alice,{NOON},Bob",
    f"alice,,{NOON},Alice",
    "zoe,,2009-12-04T12:00:00+01:00,Zoe",
)
WRONG = ("eve,mallory,2009-12-05T12:00:00Z,Eve", "frank,eve,soon,Frank")


def found(
    finding: str, finder: str, status: str, at: str = "2009-12-05T13:00:00Z", objective: str = "Balloon 1"
) -> str:
    return f"{finding},{finder},{objective},{at},37.5,-122.25,{status}"


def nothing_is_in(campaign: Campaign) -> bool:
    imported = Event.objects.filter(campaign=campaign, data__has_key="imported").exists()
    return not (
        imported
        or Participant.objects.filter(campaign=campaign).exists()
        or Finding.objects.filter(campaign=campaign).exists()
        or Event.objects.filter(campaign=campaign, kind="campaign.imported").exists()
    )


def test_people_get_unclaimed_places_in_their_tree_at_the_times_of_the_file(tmp_path: Path) -> None:
    campaign = draft_campaign()
    said = run_import(campaign.slug, participants=write(tmp_path, "p.csv", PEOPLE, CHAIN))
    assert "5 participants in 2 trees (longest chain 4)" in said
    places = list(Participant.objects.filter(campaign=campaign).order_by("pk"))
    assert [place.display_name for place in places] == ["Zoe", "Alice", "Bob", "Carol", "Dave"]
    assert [place.depth for place in places] == [0, 0, 1, 2, 3]
    assert [place.invited_by and place.invited_by.display_name for place in places] == [
        None,
        None,
        "Alice",
        "Bob",
        "Carol",
    ]
    assert {place.user_id for place in places} == {None}
    assert places[0].joined_at.isoformat() == "2009-12-04T11:00:00+00:00"
    joins = list(Event.objects.filter(campaign=campaign, kind="participant.joined").order_by("pk"))
    assert [(event.participant_id, event.at) for event in joins] == [(place.pk, place.joined_at) for place in places]
    assert joins[0].data == {"invited_by": None, "imported": True}
    assert joins[2].data == {"invited_by": str(places[1].public_id), "imported": True}


def test_one_wrong_row_in_any_file_and_nothing_is_imported(tmp_path: Path) -> None:
    campaign = draft_campaign()
    good = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    bad = write(tmp_path, "bad.csv", PEOPLE, [*CHAIN, *WRONG])
    said, reason = fail_import(campaign.slug, participants=bad)
    assert "line 7, error, inviter: no row that can be read has the id “mallory”" in said
    assert "line 8, error, joined_at: “soon” is not a time" in said
    assert reason.startswith("Nothing was imported: 2 errors.")
    findings = write(tmp_path, "f.csv", FINDINGS, [found("1", "dave", "verified"), found("2", "nobody", "verified")])
    said, reason = fail_import(campaign.slug, participants=good, findings=findings)
    assert "f.csv, line 3, error, participant" in said
    activities = write(tmp_path, "a.csv", ACTIVITIES, [f"dave,,{NOON}"])
    said, reason = fail_import(campaign.slug, participants=good, activities=activities)
    assert "a.csv, line 2, error, kind: is missing" in said
    assert nothing_is_in(campaign)


def test_good_rows_are_imported_when_that_is_said_and_the_others_are_reported(tmp_path: Path) -> None:
    campaign = draft_campaign()
    report_file = tmp_path / "report.csv"
    said = run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, [*CHAIN, *WRONG]),
        findings=write(tmp_path, "f.csv", FINDINGS, [found("1", "eve", "verified"), found("2", "dave", "submitted")]),
        keep_good_rows=True,
        report=str(report_file),
    )
    assert "5 participants" in said
    assert "3 errors, 3 warnings" in said
    assert Finding.objects.filter(campaign=campaign).get().client_id == "2"
    with report_file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["kind"], Path(row["file"]).name, row["line"], row["field"]) for row in rows] == [
        ("error", "p.csv", "7", "inviter"),
        ("error", "p.csv", "8", "joined_at"),
        ("error", "f.csv", "2", "participant"),
        ("warning", "p.csv", "2", "inviter"),
        ("warning", "p.csv", "3", "inviter"),
        ("warning", "p.csv", "4", "inviter"),
    ]
    assert rows[2]["reason"] == "the participant eve was refused"


def test_the_console_shows_twenty_problems_and_says_how_many_more(tmp_path: Path) -> None:
    campaign = draft_campaign()
    people = write(tmp_path, "p.csv", PEOPLE, [f"p{n},nobody,{NOON}," for n in range(30)])
    said, reason = fail_import(campaign.slug, participants=people, keep_good_rows=True)
    assert len(said.splitlines()) == 21
    assert said.splitlines()[-1].startswith("… and 10 more")
    assert reason.startswith("Nothing was imported, since nothing usable is left: 30 errors.")
    assert nothing_is_in(campaign)


@pytest.mark.parametrize("kept", [False, True])
def test_a_file_that_is_no_table_imports_nothing_even_when_good_rows_are_kept(tmp_path: Path, kept: bool) -> None:
    campaign = draft_campaign()
    good = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    wrong = write(tmp_path, "w.csv", "id,who", ["1,2"])
    for options in (
        {"participants": wrong},
        {"participants": good, "findings": wrong},
        {"participants": good, "activities": wrong},
    ):
        said, _ = fail_import(campaign.slug, keep_good_rows=kept, **options)
        assert "w.csv, line 1, error, header: the column" in said
    said, _ = fail_import(campaign.slug, participants=write(tmp_path, "e.csv", PEOPLE, []), keep_good_rows=kept)
    assert "there is nobody in the file" in said
    assert nothing_is_in(campaign)


def test_activities_are_told_at_their_times(tmp_path: Path) -> None:
    campaign = draft_campaign()
    run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, CHAIN),
        activities=write(
            tmp_path,
            "a.csv",
            ACTIVITIES,
            [f"dave,poster,{NOON}", "zoe,=1+1,2009-12-06T12:00:00Z", f"zoe,\\N\\t,{NOON}"],
        ),
    )
    told = (
        Event.objects.filter(campaign=campaign, kind="activity.reported").select_related("participant").order_by("pk")
    )
    assert [
        (event.participant.display_name, event.data["kind"], event.at.day) for event in told if event.participant
    ] == [
        ("Dave", "poster", 5),
        ("Zoe", "=1+1", 6),
        ("Zoe", "\\N\\t", 5),
    ]


def test_findings_come_with_their_verdicts_and_without_settling_nothing_is_owed(tmp_path: Path) -> None:
    campaign = live_campaign()
    statuses = ("submitted", "verified", "rejected", "duplicate", "withdrawn")
    said = run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, CHAIN),
        findings=write(tmp_path, "f.csv", FINDINGS, [found(status, "dave", status) for status in statuses]),
    )
    assert "Imported without --settle, so nothing is owed: 1 verified finding." in said
    findings = {finding.client_id: finding for finding in Finding.objects.filter(campaign=campaign)}
    assert {finding.state for finding in findings.values()} == set(statuses)
    assert findings["verified"].received_at.isoformat() == "2009-12-05T13:00:00+00:00"
    assert (findings["verified"].latitude, findings["verified"].location_source) == (37.5, "import")
    assert findings["submitted"].decided_at is None
    verdicts = Verdict.objects.filter(finding__campaign=campaign)
    assert {verdict.finding.client_id: (verdict.kind, verdict.by) for verdict in verdicts} == {
        "verified": ("imported", None),
        "rejected": ("rejected", None),
        "duplicate": ("duplicate", None),
        "withdrawn": ("withdrawn", None),
    }
    assert findings["verified"].paid_rank is None
    assert settle_due(at=MOMENT) == 0
    assert read_budget(campaign_id=campaign.pk).free == 0
    # The quota is still there for those who find it from now on.
    (finder,) = join_in_turn(campaign, "hannah")
    assert verify(report(finder)).paid_rank == 1


def test_verified_findings_are_paid_in_the_order_of_receipt_and_held(tmp_path: Path) -> None:
    campaign = live_campaign([(400_000, 2)])
    said = run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, CHAIN),
        findings=write(
            tmp_path,
            "f.csv",
            FINDINGS,
            [
                found("late", "zoe", "verified", "2009-12-05T15:00:00Z"),
                found("second", "zoe", "verified", "2009-12-05T14:30:00+00:30"),
                found("no", "bob", "rejected", "2009-12-05T10:00:00Z"),
                found("first", "dave", "verified", "2009-12-05T13:00:00Z"),
            ],
        ),
        settle=True,
    )
    assert "Paid for 2 of 3 verified findings: 5,750.00 USD, held" in said
    assert "remainder 2,250.00 USD" in said
    assert "quotas were filled, so nothing is owed: 1." in said
    ranks = dict(Finding.objects.filter(campaign=campaign).values_list("client_id", "paid_rank"))
    assert ranks == {"first": 1, "second": 2, "late": None, "no": None}
    held = Account.objects.filter(campaign=campaign, kind="held", participant__isnull=False).select_related(
        "participant"
    )
    assert {account.participant.display_name: account.balance_minor for account in held if account.participant} == {
        "Dave": 200_000,
        "Carol": 100_000,
        "Bob": 50_000,
        "Alice": 25_000,
        "Zoe": 200_000,
    }
    assert find_differences(campaign.pk) == []
    assert settle_due(at=MOMENT) == 0


def test_settling_goes_on_where_the_campaign_stands(tmp_path: Path) -> None:
    campaign = live_campaign([(400_000, 2)])
    (finder,) = join_in_turn(campaign, "hannah")
    verify(report(finder))
    campaign = pause_campaign(campaign=campaign, actor=organizer_of(campaign), at=MOMENT)
    run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, CHAIN),
        findings=write(tmp_path, "f.csv", FINDINGS, [found("a", "dave", "verified"), found("b", "zoe", "verified")]),
        settle=True,
    )
    ranks = dict(
        Finding.objects.filter(campaign=campaign, client_id__isnull=False).values_list("client_id", "paid_rank")
    )
    assert ranks == {"a": 2, "b": None}
    assert Settlement.objects.of_campaign(campaign.pk).count() == 1


def test_a_draft_pays_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    campaign = draft_campaign()
    fund(campaign, 100_000)
    people = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    findings = write(tmp_path, "f.csv", FINDINGS, [found("1", "dave", "verified")])
    _, reason = fail_import(campaign.slug, participants=people, findings=findings, settle=True)
    assert "this one is a draft" in reason
    assert "up to 4,000.00 USD and 1,000.00 USD has been received: 3,000.00 USD is missing" in reason
    assert nothing_is_in(campaign)


def test_a_failure_while_paying_takes_everything_back(tmp_path: Path) -> None:
    campaign = live_campaign()
    with connection.cursor() as cursor:
        # The database refuses the settlement, as it would refuse any that breaks a law.
        cursor.execute(
            "ALTER TABLE rewards_settlement ADD CONSTRAINT none_today CHECK (campaign_id <> %s)", [campaign.pk]
        )
    people = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    findings = write(tmp_path, "f.csv", FINDINGS, [found("1", "dave", "verified")])
    with pytest.raises(Exception, match="none_today"):
        run_import(campaign.slug, participants=people, findings=findings, settle=True)
    assert nothing_is_in(campaign)


def test_a_closed_campaign_takes_no_import(tmp_path: Path) -> None:
    campaign = live_campaign()
    close_campaign(campaign=campaign, actor=organizer_of(campaign), at=MOMENT)
    _, reason = fail_import(campaign.slug, participants=write(tmp_path, "p.csv", PEOPLE, CHAIN))
    assert "is closed" in reason
    assert nothing_is_in(campaign)


def test_a_second_import_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    campaign = draft_campaign()
    people = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    run_import(campaign.slug, participants=people)
    _, reason = fail_import(campaign.slug, participants=people)
    assert reason.startswith("5 people were imported into this campaign on")
    assert Participant.objects.filter(campaign=campaign).count() == 5


def test_an_import_waits_for_no_other_but_says_so(tmp_path: Path) -> None:
    campaign = draft_campaign()
    people = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('campaign.imported'), %s)", [campaign.pk])
        _, reason = fail_import(campaign.slug, participants=people)
        assert reason.startswith("Another import into this campaign is running.")
        # Given back now: a connection that is closed takes its time.
        other.rollback()
    finally:
        other.close()
    assert nothing_is_in(campaign)
    assert "5 participants" in run_import(campaign.slug, participants=people)


def test_what_changed_while_the_files_were_read_is_seen_under_the_lock(tmp_path: Path) -> None:
    as_it_was = live_campaign()
    close_campaign(campaign=as_it_was, actor=organizer_of(as_it_was), at=MOMENT)
    with transaction.atomic(), pytest.raises(NotPossibleNow, match="is closed"):
        hold_for_import(as_it_was)
    imported = draft_campaign()
    run_import(imported.slug, participants=write(tmp_path, "p.csv", PEOPLE, CHAIN))
    with transaction.atomic(), pytest.raises(NotPossibleNow, match="were imported"):
        hold_for_import(imported)


def test_a_large_import_comes_with_the_planners_statistics(tmp_path: Path) -> None:
    campaign = draft_campaign()
    people = [f"p{n},{f'p{n // 3}' if n else ''},{NOON}," for n in range(20_000)]
    assert "20,000 participants in 1 tree" in run_import(
        campaign.slug, participants=write(tmp_path, "p.csv", PEOPLE, people)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'campaigns_participant'::regclass")
        assert cursor.fetchone()[0] >= 20_000


def test_what_the_command_cannot_do_it_says_before_it_begins(tmp_path: Path) -> None:
    campaign = draft_campaign()
    people = write(tmp_path, "p.csv", PEOPLE, CHAIN)
    assert "--participants is needed" in fail_import(campaign.slug, findings=people)[1]
    assert "name their file with --findings" in fail_import(campaign.slug, participants=people, settle=True)[1]
    assert "No campaign has the address “nowhere”" in fail_import("nowhere", participants=people)[1]
    assert "No such file" in fail_import(campaign.slug, participants=str(tmp_path / "gone.csv"))[1]
    assert "is to be imported" in fail_import(campaign.slug, participants=people, report=people)[1]
    nowhere = str(tmp_path / "gone" / "report.csv")
    assert "cannot be written" in fail_import(campaign.slug, participants=people, report=nowhere)[1]
    assert Path(people).read_text(encoding="utf-8").startswith(PEOPLE)
    assert nothing_is_in(campaign)


def test_an_objective_is_named_by_its_id_as_well(tmp_path: Path) -> None:
    campaign = live_campaign()
    objective = objective_of(campaign)
    run_import(
        campaign.slug,
        participants=write(tmp_path, "p.csv", PEOPLE, CHAIN),
        findings=write(
            tmp_path, "f.csv", FINDINGS, [found("1", "zoe", "submitted", objective=str(objective.public_id))]
        ),
    )
    assert Finding.objects.get(campaign=campaign).objective == objective
