"""Event: one line in the log of everything that happened, written in the transaction that made it happen (law 6).

A reader must not order by `id` alone: a row with a lower id may commit later. Its commit-safe position is
(`txid`, `id`), read only below the oldest transaction still running.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class CurrentTransaction(models.Func):
    """This will be the number of the transaction that inserts the row."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class Event(models.Model):
    """What happened (`kind`), to whom and what, by whom, and when; append-only by trigger.

    The columns that point elsewhere are not checked by the database: the row they name is written in the same
    transaction and is never deleted but for a draft that is removed, and a sweep leaves an event for each of its
    hundred thousand shares.
    """

    txid = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField(help_text="When it happened, as the operation was told.")
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
        help_text="Who did it; nobody when the platform itself did.",
    )
    participant = models.ForeignKey(
        "campaigns.Participant",
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )
    finding = models.ForeignKey(
        "campaigns.Finding",
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
    )
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["txid", "id"], name="event_commit_safe_position")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M:%S}"


class Cursor(models.Model):
    """How far a reader of the log got: everything up to this commit-safe position has been read."""

    reader = models.CharField(max_length=60, primary_key=True)
    txid = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)
    # Transaction numbers mean something in one database cluster alone: a dump restored elsewhere is read anew.
    cluster = models.CharField(max_length=24)
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reader} at ({self.txid}, {self.event_id})"
