"""This will import a campaign's people, activities and findings from CSV files."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import AbstractContextManager, ExitStack, nullcontext
from itertools import islice
from pathlib import Path
from typing import IO, Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from campaigns.errors import DomainError
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign
from campaigns.tables import counted, write_report
from rewards.settlement.importing import File, Imported, Reading, import_reading, read_files

# How many problems the console shows; the report has them all.
SHOWN = 20
_FILES = ("participants", "activities", "findings")


class Command(BaseCommand):
    """`manage.py import_campaign`."""

    help = (
        "Imports people, activities and findings from CSV files into a campaign: all of it, or nothing when a row is "
        "wrong. docs/IMPORT.md describes the files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the campaign's address, as in /c/{slug}/")
        parser.add_argument("--participants", metavar="FILE", help="id,inviter,joined_at[,display_name]")
        parser.add_argument("--activities", metavar="FILE", help="participant,kind,at")
        parser.add_argument(
            "--findings", metavar="FILE", help="id,participant,objective,observed_at,latitude,longitude,status"
        )
        parser.add_argument(
            "--keep-good-rows", action="store_true", help="import the rows that are right where others are wrong"
        )
        parser.add_argument("--settle", action="store_true", help="pay the findings that come verified")
        parser.add_argument("--report", metavar="FILE", help="write every error and warning into this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["participants"] is None:
            raise CommandError(
                "--participants is needed: activities and findings speak of people by the ids of the participants' "
                "file, and these are known only in the same run."
            )
        if options["settle"] and options["findings"] is None:
            raise CommandError("--settle pays findings; name their file with --findings.")
        campaign = Campaign.objects.filter(slug=options["slug"]).first()
        if campaign is None:
            raise CommandError(f"No campaign has the address “{options['slug']}”.")
        # Opened first, so that no import is done whose report is lost.
        with ExitStack() as opened:
            report = opened.enter_context(_opened_report(options))
            bars = opened.enter_context(_Bars(hidden=options["verbosity"] == 0))
            files = {kind: opened.enter_context(_opened(options[kind])) for kind in _FILES if options[kind]}
            try:
                self._import(campaign, files, report, bars, options)
            except DomainError as refused:
                raise CommandError(f"{refused.message} Nothing was imported.") from refused

    def _import(
        self,
        campaign: Campaign,
        files: dict[str, IO[bytes]],
        report: TextIO | None,
        bars: _Bars,
        options: dict[str, Any],
    ) -> None:
        settle, keep, now = options["settle"], options["keep_good_rows"], timezone.now()
        given = {kind: File(options[kind], content) for kind, content in files.items()}
        with read_files(campaign=campaign, **given, settle=settle, at=now, progress=bars.tell) as reading:
            if report is not None:
                write_report(reading.problems, report)
            imported = import_reading(reading, keep_good_rows=keep, settle=settle, at=now, progress=bars.tell)
            self._show_problems(reading, options["report"])
        if imported is None:
            raise CommandError(_refusal(reading, keep_good_rows=keep))
        for line in _summary(campaign, reading, imported, settle=settle):
            self.stdout.write(line)

    def _show_problems(self, reading: Reading, report: str | None) -> None:
        for problem in islice(reading.problems, SHOWN):
            kind = "error" if problem.is_error else "warning"
            self.stdout.write(f"{problem.file}, line {problem.line}, {kind}, {problem.field}: {problem.reason}")
        more = reading.errors + reading.warnings - SHOWN
        if more > 0:
            where = report or "--report FILE writes them all into a file"
            self.stdout.write(f"… and {more:,} more ({where}).")


def _opened_report(options: dict[str, Any]) -> AbstractContextManager[TextIO | None]:
    name = options["report"]
    if name is None:
        return nullcontext()
    given = [Path(options[kind]).resolve() for kind in _FILES if options[kind]]
    if Path(name).resolve() in given:
        raise CommandError(f"The report would overwrite {name}, which is to be imported. Nothing was imported.")
    try:
        return Path(name).open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"The report {name} cannot be written: {error.strerror}. Nothing was imported.") from error


class _Bars:
    """One progress bar at a time on a terminal, none elsewhere."""

    def __init__(self, *, hidden: bool) -> None:
        self._hidden = hidden
        self._what = ""
        self._bar: Any = None

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def tell(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.__exit__()
            # None: the bar shows itself only on a terminal.
            self._bar = tqdm(desc=what, total=total or None, unit=" rows", disable=self._hidden or None)
            self._what = what
        self._bar.update(done - self._bar.n)


def _opened(name: str) -> IO[bytes]:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def _refusal(reading: Reading, *, keep_good_rows: bool) -> str:
    errors = counted(reading.errors, "error")
    if keep_good_rows:
        return f"Nothing was imported, since nothing usable is left: {errors}. Mend the files and try again."
    return (
        f"Nothing was imported: {errors}. Mend the files and try again, or import the rows that are right with "
        "--keep-good-rows."
    )


def _summary(campaign: Campaign, reading: Reading, imported: Imported, *, settle: bool) -> list[str]:
    def money(amount_minor: int) -> str:
        return f"{format_minor(amount_minor, campaign.currency)} {campaign.currency}"

    lines = [
        f"Imported into “{campaign.title}”: {counted(imported.participants, 'participant')} in "
        f"{counted(imported.trees, 'tree')} (longest chain {imported.longest_chain:,}), "
        f"{counted(imported.activities, 'activity')}, {counted(sum(imported.findings.values()), 'finding')}. "
        f"{counted(reading.errors, 'error')}, {counted(reading.warnings, 'warning')}."
    ]
    verified = imported.findings.get("verified", 0)
    of_verified = counted(verified, "verified finding")
    if settle:
        lines.append(
            f"Paid for {imported.settled:,} of {of_verified}: {money(imported.shares_minor)}, held until the places "
            f"are claimed; remainder {money(imported.remainder_minor)}."
        )
        if imported.settled < verified:
            late = verified - imported.settled
            lines.append(f"Verified after their objectives' quotas were filled, so nothing is owed: {late:,}.")
    elif verified:
        lines.append(f"Imported without --settle, so nothing is owed: {of_verified}.")
    return lines
