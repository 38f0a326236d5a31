"""Letter, Nudge, NudgeMember: what is sent to whom, and what organizers wrote to those about to drop out.

A letter is written down once for what it is about and whom it is for, and goes one way: queued → sending → sent,
failed or unknown, or suppressed with a reason. What may have been handed over is never queued again. A nudge sets its
people apart by chance when it is sent, and nothing of that changes after; a letter of it is for those treated alone.
Triggers and composite keys say so (see the migrations).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.identifiers import Identified

MOST_SUBJECT, MOST_TEXT, MOST_NOTE = 120, 5_000, 500


class Nudge(Identified):
    """A letter that organizers wrote to part of their people, to be measured against those held out."""

    class Audience(models.TextChoices):
        LAPSING = "lapsing", "people about to lapse"
        QUIET_BRANCH = "quiet_branch", "people of branches that go quiet"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="nudges")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    branch = models.ForeignKey(
        "campaigns.Participant",
        models.PROTECT,
        related_name="+",
        null=True,
        db_constraint=False,
        help_text="Below whom the people stand; empty for the whole campaign.",
    )
    subject = models.CharField(max_length=MOST_SUBJECT)
    text = models.TextField(max_length=MOST_TEXT)
    note = models.CharField(max_length=MOST_NOTE, blank=True, help_text="For the organizers alone.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # The target of the members' composite keys.
            models.UniqueConstraint(fields=["id", "campaign"], name="nudge_of_a_campaign"),
            models.CheckConstraint(
                condition=Q(audience__in=["lapsing", "quiet_branch"]), name="nudge_is_to_a_known_audience"
            ),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="nudge_says_something"),
        ]

    def __str__(self) -> str:
        return self.subject


class NudgeMember(models.Model):
    """Somebody who could be written to when a nudge was sent, and whether chance held them out."""

    class Arm(models.TextChoices):
        TREATED = "treated", "written to"
        HELD_OUT = "held_out", "held out"

    nudge = models.ForeignKey(Nudge, models.PROTECT, related_name="members", db_constraint=False, db_index=False)
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="+", db_constraint=False)
    arm = models.CharField(max_length=8, choices=Arm.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nudge", "participant"], name="person_is_in_a_nudge_once"),
            models.CheckConstraint(condition=Q(arm__in=["treated", "held_out"]), name="person_is_in_a_known_arm"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.arm}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, at: datetime) -> Self:
        """What waits to be sent and may leave by now, the longest waiting first."""
        return self.filter(state=Letter.State.QUEUED, due_at__lte=at).order_by("due_at", "pk")

    def outreach(self) -> Self:
        """What somebody wrote to people in a campaign, as against what tells them of their own affairs."""
        return self.filter(campaign__isnull=False)

    def lost(self, claimed_before: datetime) -> Self:
        """What was claimed so long ago that whoever claimed it is gone."""
        return self.filter(state=Letter.State.SENDING, claimed_at__lt=claimed_before)

    def perhaps_read(self, *, at: datetime, within: timedelta) -> Self:
        """What was handed over lately, or may have been."""
        handed = [Letter.State.SENDING, Letter.State.SENT, Letter.State.UNKNOWN]
        return self.filter(state__in=handed, claimed_at__gt=at - within)


class Letter(Identified):
    """One letter to one person about one thing: `kind` and `key` say what, from facts that never change."""

    class State(models.TextChoices):
        QUEUED = "queued", "waiting to be sent"
        SENDING = "sending", "being handed over"
        SENT = "sent", "handed over"
        FAILED = "failed", "refused or given up"
        UNKNOWN = "unknown", "perhaps handed over"
        SUPPRESSED = "suppressed", "not sent, for a reason"

    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        help_text="Nobody: erased.",
    )
    # Neither where it tells somebody of what happened to them, perhaps in several campaigns.
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+", db_constraint=False, null=True)
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="+", db_constraint=False, null=True
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was not sent, or is not known to be.")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="Not to be sent before.")
    written_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "user"], name="letter_is_written_once"),
            models.CheckConstraint(
                condition=Q(campaign__isnull=True, participant__isnull=True)
                | Q(campaign__isnull=False, participant__isnull=False),
                name="letter_of_a_campaign_is_to_a_place_in_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "sent", "failed", "unknown", "suppressed"]),
                name="letter_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "sent", "unknown"]) | Q(claimed_at__isnull=False),
                name="letter_is_claimed_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "suppressed"]) | ~Q(reason=""),
                name="letter_says_why_it_was_not_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "failed", "suppressed"], ended_at__isnull=False)
                | Q(state__in=["queued", "sending", "unknown"], ended_at__isnull=True),
                name="letter_says_when_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="queued"), name="letters_to_be_sent"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="letters_being_sent"),
            models.Index(fields=["user", "claimed_at"], name="letters_to_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
