"""Finding and Verdict: what was reported, and every decision about it.

A verdict is a row and never an overwritten column (law 7). Verifying takes the objective's lock and gives the
finding its `paid_rank`, or none when the quota is filled (law 4); a rank once given is never changed.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from campaigns.identifiers import Identified


class FindingQuerySet(models.QuerySet["Finding"]):
    def undecided(self) -> Self:
        return self.filter(state__in=Finding.UNDECIDED)

    def ranked(self) -> Self:
        """Findings that are to be paid, or have been."""
        return self.filter(paid_rank__isnull=False)


class Finding(Identified):
    """A participant's report that an objective was found or done, somewhere, at some time."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", "submitted"
        UNDER_REVIEW = "under_review", "under review"
        NEEDS_INFO = "needs_info", "needs information"
        VERIFIED = "verified", "verified"
        REJECTED = "rejected", "rejected"
        DUPLICATE = "duplicate", "duplicate"
        WITHDRAWN = "withdrawn", "withdrawn"
        REVERSED = "reversed", "reversed"

    UNDECIDED = (State.SUBMITTED, State.UNDER_REVIEW, State.NEEDS_INFO)

    class LocationSource(models.TextChoices):
        DEVICE = "device", "the device's position"
        MAP = "map", "a point on the map"
        ADDRESS = "address", "an address"
        IMPORT = "import", "an imported file"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="findings")
    # Both by composite keys that the migration adds: objective and finder are of the finding's campaign.
    objective = models.ForeignKey("campaigns.Objective", models.PROTECT, related_name="findings", db_constraint=False)
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="findings", db_constraint=False
    )
    note = models.TextField(max_length=4_000, blank=True)
    observed_at = models.DateTimeField(help_text="When it was seen, as the reporter says.")
    received_at = models.DateTimeField(help_text="When it reached the server; decides who was first.")
    latitude = models.FloatField(null=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    accuracy_m = models.FloatField(null=True, validators=[MinValueValidator(0), MaxValueValidator(40_075_000)])
    location_source = models.CharField(max_length=8, choices=LocationSource.choices, blank=True)
    client_id = models.CharField(  # noqa: DJ001 - a report without one is unlike every other
        max_length=64, null=True, help_text="The client's own id of the report; makes a retry safe."
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    paid_rank = models.PositiveIntegerField(null=True, help_text="1 … quota for those that are paid.")
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "client_id"], name="report_is_received_once"),
            models.UniqueConstraint(fields=["objective", "paid_rank"], name="paid_rank_is_given_once"),
            models.CheckConstraint(
                condition=Q(paid_rank__isnull=True) | Q(paid_rank__gte=1, state__in=["verified", "reversed"]),
                name="only_the_verified_are_paid",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "submitted",
                        "under_review",
                        "needs_info",
                        "verified",
                        "rejected",
                        "duplicate",
                        "withdrawn",
                        "reversed",
                    ]
                ),
                name="finding_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said outright, because a check that is unknown passes.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="finding_is_on_earth",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "id"], name="findings_by_state"),
            models.Index(fields=["id"], condition=Q(paid_rank__isnull=False), name="findings_to_pay"),
            models.Index(
                fields=["objective"],
                condition=Q(state__in=["submitted", "under_review", "needs_info"]),
                name="findings_undecided",
            ),
            models.Index(fields=["id"], condition=Q(state="reversed"), name="findings_reversed"),
        ]

    def __str__(self) -> str:
        return f"finding {self.public_id}"

    @property
    def quota_filled(self) -> bool:
        """Verified, and too late to be paid; what was imported as verified and not to be paid is neither."""
        if self.state != self.State.VERIFIED or self.paid_rank is not None:
            return False
        return all(verdict.kind != Verdict.Kind.IMPORTED for verdict in self.verdicts.all())


class Verdict(models.Model):
    """One step of a finding's review: by whom, when, why. Append-only by trigger."""

    class Kind(models.TextChoices):
        VERIFIED = "verified", "verified"
        IMPORTED = "imported", "imported as verified"
        REJECTED = "rejected", "rejected"
        DUPLICATE = "duplicate", "duplicate"
        NEEDS_INFO = "needs_info", "information requested"
        RESPONDED = "responded", "information given"
        WITHDRAWN = "withdrawn", "withdrawn by its reporter"
        EXPIRED = "expired", "rejected because nobody decided in time"
        REVERSED = "reversed", "found wrong after it was verified"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="verdicts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="Nobody: the platform.",
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(max_length=4_000, blank=True)
    duplicate_of = models.ForeignKey(Finding, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "verified",
                        "imported",
                        "rejected",
                        "duplicate",
                        "needs_info",
                        "responded",
                        "withdrawn",
                        "expired",
                        "reversed",
                    ]
                ),
                name="verdict_is_a_known_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
