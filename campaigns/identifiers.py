"""Identified: every row that leaves the house is named by chance, never by its sequence number."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models


class Identified(models.Model):
    """A row with a public name; the API's `id` is this, and only this."""

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)

    class Meta:
        abstract = True
