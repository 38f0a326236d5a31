"""Export and Erasure: what a person asked for with their own data. Each row is its own queue.

An export is made by a worker and read by its person alone, until its time is over. An erasure goes one way: asked →
erased → done. What the laws keep from changing can be emptied in one transaction alone: the one that carries out an
erasure that is on record, and has written its own number into it (see the migrations).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.identifiers import Identified

# Whoever has not come back by then has died over it.
LONGEST_WORK = timedelta(minutes=10)
EXPORT_LASTS = timedelta(days=3)


class ExportQuerySet(models.QuerySet["Export"]):
    def waiting(self, at: datetime) -> Self:
        """Exports that nobody is at work on."""
        return self.filter(state__in=["queued", "making"]).filter(
            Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - LONGEST_WORK)
        )

    def outdated(self, at: datetime) -> Self:
        return self.filter(asked_at__lte=at - EXPORT_LASTS)


class Export(Identified):
    """Everything that is held of a person, in one archive; deleted three days after they asked for it."""

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        MAKING = "making", "being made"
        READY = "ready", "ready"
        FAILED = "failed", "failed"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    parts_done = models.PositiveIntegerField(default=0)
    parts_in_all = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(max_length=200, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    ready_at = models.DateTimeField(null=True)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=["queued", "making"]), name="export_is_made_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="ready", ready_at__isnull=False) & ~Q(file="")
                | Q(state__in=["queued", "making", "failed"], file="", ready_at__isnull=True),
                name="export_is_ready_with_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.state}"

    def expires_at(self) -> datetime:
        return self.asked_at + EXPORT_LASTS


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def unfinished(self) -> Self:
        return self.exclude(state=Erasure.State.DONE).order_by("pk")


class Erasure(Identified):
    """A person asked to be erased; once they are, it is nobody's, and says only that and when it happened."""

    class State(models.TextChoices):
        ASKED = "asked", "asked for"
        ERASED = "erased", "erased, with files left to remove"
        DONE = "done", "done"

    class MoneyTo(models.TextChoices):
        NOTHING = "", "there was none"
        CHARITY = "charity", "the campaign's charity"
        SOLIDARITY = "solidarity", "the solidarity pool"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasure", null=True, help_text="Nobody: erased."
    )
    money_to = models.CharField(max_length=10, choices=MoneyTo.choices, blank=True, default=MoneyTo.NOTHING)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    txid = models.BigIntegerField(null=True, help_text="The transaction that carries it out, while it does.")
    files = models.JSONField(default=list, help_text="Names of files that are still to be removed.")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[ErasureQuerySet] = ErasureQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", user__isnull=False, files=[], ended_at__isnull=True)
                | Q(state="erased", user__isnull=True, ended_at__isnull=True)
                | Q(state="done", user__isnull=True, files=[], ended_at__isnull=False),
                name="erasure_leaves_nobody",
            ),
            models.CheckConstraint(
                condition=Q(money_to__in=["", "charity", "solidarity"]), name="erasure_gives_money_somewhere_known"
            ),
        ]
        indexes = [models.Index(fields=["txid"], condition=Q(txid__isnull=False), name="erasures_under_way")]

    def __str__(self) -> str:
        return f"erasure {self.state}"
