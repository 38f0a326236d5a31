"""Job, JobFile, ColumnMapping: what goes into a campaign and out of it as files, and how files of others are read.

A *job* is one import or export that somebody asked for. Its row is the queue: a worker claims it, says every half
second that it is still there and how far it got, and ends it by a compare-and-set on its claim, so that a second
worker changes nothing. A *job's file* is what was sent for an import, what an export made, or the report on an
import's rows; it is private, and goes when its time is over. A *column mapping* says how a file that another program
wrote is read, and belongs to a campaign.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.identifiers import Identified

# Whoever says nothing for so long has died over it.
SILENCE = timedelta(seconds=15)
# A message that came to no worker by then is sent again.
UNHEARD = timedelta(seconds=5)
MOST_ATTEMPTS = 3
# So long a file can be fetched.
KEPT = timedelta(days=7)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        """Jobs that have not ended."""
        return self.filter(state__in=Job.OPEN)

    def to_claim(self, at: datetime) -> Self:
        """Jobs that wait for a worker, and those whose worker has died."""
        return self.filter(Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING) & (Q(beat_at__lt=at - SILENCE)))


class Job(Identified):
    """One import or export."""

    class Kind(models.TextChoices):
        IMPORT = "import", "import"
        EXPORT = "export", "export"

    class State(models.TextChoices):
        QUEUED = "queued", "waiting for a worker"
        RUNNING = "running", "being worked on"
        DONE = "done", "done"
        FAILED = "failed", "ended without having done it"
        CANCELLED = "cancelled", "cancelled"

    OPEN = (State.QUEUED, State.RUNNING)

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="jobs", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    table = models.CharField(max_length=40, blank=True, help_text="Of an export: which rows.")
    form = models.CharField(max_length=8, blank=True, help_text="Of an export: csv or geojson.")
    options = models.JSONField(default=dict, help_text="What else was asked for.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=40, blank=True, help_text="What is being done.")
    done = models.BigIntegerField(default=0, help_text="Rows done at this stage.")
    total = models.BigIntegerField(default=0, help_text="Of so many; 0 where that is not known.")
    claim = models.UUIDField(null=True, help_text="Drawn by the worker that has it.")
    beat_at = models.DateTimeField(null=True, help_text="When that worker was last heard of.")
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    problem_code = models.CharField(max_length=60, blank=True)
    problem = models.TextField(blank=True, help_text="Why it failed, for people.")
    result = models.JSONField(default=dict, help_text="What came of it, in numbers.")

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="export") & ~Q(table="") & Q(form__in=["csv", "geojson"])
                | Q(kind="import", table="", form=""),
                name="job_brings_in_or_takes_out",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False),
                name="job_has_ended_or_not",
            ),
            models.CheckConstraint(
                condition=Q(state="running", claim__isnull=False, beat_at__isnull=False)
                | ~Q(state="running") & Q(claim__isnull=True),
                name="job_is_claimed_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(problem_code="") | ~Q(state="failed") & Q(problem_code=""),
                name="failed_job_says_why",
            ),
            # A campaign takes one import, so two that wait would be one too many.
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(kind="import", state__in=["queued", "running"]), name="one_open_import"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "id"], name="jobs_in_order"),
            models.Index(fields=["id"], condition=Q(state__in=["queued", "running"]), name="open_jobs"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def has_ended(self) -> bool:
        return self.state not in self.OPEN


class JobFile(models.Model):
    """A file of a job: `stored` is its name in the storage, which no address leads to; gone once `removed_at`."""

    class Role(models.TextChoices):
        PARTICIPANTS = "participants", "the people to be imported"
        ACTIVITIES = "activities", "the activities to be imported"
        FINDINGS = "findings", "the findings to be imported"
        EXPORT = "export", "what was exported"
        REPORT = "report", "what is wrong with an import's rows"

    SENT = (Role.PARTICIPANTS, Role.ACTIVITIES, Role.FINDINGS)

    job = models.ForeignKey(Job, models.CASCADE, related_name="files", db_index=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=100, blank=True, help_text="As its sender calls it.")
    layout = models.JSONField(default=dict, help_text="How it is read, as the mapping said when it was sent.")
    stored = models.CharField(max_length=200, unique=True)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_until = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "role"], name="job_has_one_file_of_a_kind"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="job_file_is_known_by_its_sum"),
        ]
        indexes = [
            models.Index(fields=["kept_until"], condition=Q(removed_at__isnull=True), name="job_files_to_remove")
        ]

    def __str__(self) -> str:
        return f"{self.role} of job {self.job_id}"


class ColumnMapping(Identified):
    """How the files that some other program writes are read: by a name that the campaign gave it."""

    class Table(models.TextChoices):
        PARTICIPANTS = "participants", "participants"
        ACTIVITIES = "activities", "activities"
        FINDINGS = "findings", "findings"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="column_mappings", db_index=False)
    name = models.CharField(max_length=80)
    table = models.CharField(max_length=12, choices=Table.choices)
    layout = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "table", "name"], name="mapping_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="mapping_has_a_name"),
            models.CheckConstraint(
                condition=Q(table__in=["participants", "activities", "findings"]), name="mapping_is_of_a_known_table"
            ),
        ]

    def __str__(self) -> str:
        return self.name
