"""StoredResponse: what a POST with an Idempotency-Key was answered, kept for 24 hours.

Law: one response per principal, path and key, written in the transaction that did the work, so that either
both are there or neither.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Now

KEPT_FOR = timedelta(hours=24)


class StoredResponseQuerySet(models.QuerySet["StoredResponse"]):
    def kept(self, *, at: datetime) -> StoredResponseQuerySet:
        """Those that still answer for their key."""
        return self.filter(created_at__gt=at - KEPT_FOR)

    def outdated(self, *, at: datetime) -> StoredResponseQuerySet:
        """Those whose key may be used anew."""
        return self.filter(created_at__lte=at - KEPT_FOR)


class StoredResponse(models.Model):
    # SHA-256 of principal, path and key: short enough to index whatever the three are.
    scope = models.CharField(max_length=64)
    # "user:7" for a signed-in person, so that their answers can be erased with them; digests for anyone else.
    principal = models.CharField(max_length=200, db_index=True)
    # SHA-256 of what was asked: query, content type and body.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = StoredResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope"], name="one_stored_response_for_each_scope"),
            models.CheckConstraint(
                condition=models.Q(status__gte=200, status__lt=500), name="only_decided_responses_are_stored"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} kept for {self.principal}"
