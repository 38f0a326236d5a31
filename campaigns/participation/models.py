"""Activity: something of which a campaign's organizers say that one of its people did it.

What counts as taking part besides joining, finding and reviewing is the campaign's to say: an event attended, a post
shared, a shift worked. An activity is told once, under an id of its teller's own, at the time at which it happened,
which may be long before; it is append-only by trigger, and each leaves its event.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.identifiers import Identified
from campaigns.participation.activity_rows import LONGEST_KIND

LONGEST_CLIENT_ID = 64
# How far the clock of whoever tells may run ahead of ours.
CLOCK_TOLERANCE = timedelta(minutes=5)


class Activity(Identified):
    """Somebody did something of this kind, then; told by somebody, later."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="activities", db_index=False)
    # Of the same campaign, by a composite key that the migration adds.
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="activities", db_constraint=False
    )
    kind = models.CharField(max_length=LONGEST_KIND, help_text="A word for what was done, the campaign's own.")
    at = models.DateTimeField(help_text="When it was done.")
    client_id = models.CharField(
        max_length=LONGEST_CLIENT_ID, help_text="The teller's own id of it; told again, it is the same."
    )
    received_at = models.DateTimeField(help_text="When it was told.")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="Who told it; nobody where a program did.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "client_id"], name="activity_is_received_once"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(client_id=""), name="activity_is_named"),
            models.CheckConstraint(
                condition=Q(at__lte=F("received_at") + CLOCK_TOLERANCE), name="activity_has_happened"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "id"], name="activities_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
