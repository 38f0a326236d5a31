"""Signal, Hold, Quarantine, Objection: what was noticed about people and branches, and what people decided about it.

A signal never punishes: at most it puts a person's rewards on hold for a while, with a reason. Whatever is decided is
decided by a person, once, and can be objected to; somebody else decides about the objection.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.identifiers import Identified


class Signal(Identified):
    """Something noticed by one rule, told once: `key` says what it is about, so that it is not told again."""

    class State(models.TextChoices):
        OPEN = "open", "to be looked at"
        CLEARED = "cleared", "nothing wrong"
        UPHELD = "upheld", "something wrong"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField(help_text="1 to know of, 2 to look at, 3 puts rewards on hold.")
    key = models.CharField(max_length=64)
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="signals", null=True, help_text="Whom it is about first."
    )
    finding = models.ForeignKey("campaigns.Finding", models.PROTECT, related_name="signals", null=True)
    facts = models.JSONField(default=dict)
    noticed_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "key"], name="signal_is_told_once"),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=3), name="signal_severity_is_known"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state__in=["cleared", "upheld"], decided_at__isnull=False),
                name="signal_is_decided_once",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "-severity", "id"], name="signals_to_look_at")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.severity})"


class HoldQuerySet(models.QuerySet["Hold"]):
    def active(self, at: datetime) -> Self:
        """Neither decided nor run out."""
        return self.filter(decided_at__isnull=True, expires_at__gt=at)


class Hold(Identified):
    """Somebody's rewards wait, for a reason and until a time, or until a person decides."""

    class Decision(models.TextChoices):
        CLEARED = "cleared", "cleared"
        EXCLUDED = "excluded", "excluded from rewards"
        BANNED = "banned", "banned"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="holds")
    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="holds")
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="holds", null=True)
    reason = models.CharField(max_length=500)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, help_text="Nobody: the platform."
    )
    expires_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=1_000, blank=True)

    objects: ClassVar[HoldQuerySet] = HoldQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "signal"], condition=Q(signal__isnull=False), name="signal_holds_a_person_once"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("placed_at")), name="hold_lasts_a_while"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=["cleared", "excluded", "banned"], decided_at__isnull=False),
                name="hold_is_decided_in_a_known_way",
            ),
        ]
        indexes = [
            models.Index(fields=["participant"], condition=Q(decided_at__isnull=True), name="holds_undecided"),
            models.Index(fields=["campaign", "id"], name="holds_of_a_campaign"),
        ]

    def __str__(self) -> str:
        return f"hold on {self.participant_id} until {self.expires_at:%Y-%m-%d}"


class Quarantine(Identified):
    """A branch is closed to recruits and its rewards wait, until it is lifted; everybody in it goes on reporting."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="quarantines")
    root = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="quarantines")
    reason = models.CharField(max_length=500)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root"], condition=Q(lifted_at__isnull=True), name="branch_is_in_quarantine_once"
            ),
        ]

    def __str__(self) -> str:
        return f"quarantine of {self.root_id}"


class Objection(Identified):
    """A person says that a hold, an exclusion or a quarantine is wrong; somebody else than who decided answers."""

    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="objections")
    hold = models.ForeignKey(Hold, models.PROTECT, related_name="objections", null=True)
    quarantine = models.ForeignKey(Quarantine, models.PROTECT, related_name="objections", null=True)
    text = models.CharField(max_length=2_000)
    made_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hold__isnull=False, quarantine__isnull=True)
                | Q(hold__isnull=True, quarantine__isnull=False),
                name="objection_is_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_at__isnull=True)
                | Q(granted__isnull=False, decided_at__isnull=False),
                name="objection_is_answered_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "hold"], condition=Q(hold__isnull=False), name="hold_is_objected_to_once_by_each"
            ),
            models.UniqueConstraint(
                fields=["participant", "quarantine"],
                condition=Q(quarantine__isnull=False),
                name="quarantine_is_objected_to_once_by_each",
            ),
        ]

    def __str__(self) -> str:
        return f"objection of {self.participant_id}"
