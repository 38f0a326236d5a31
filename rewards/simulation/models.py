"""Forecast: what may come of a campaign, as it was last worked out, and whether somebody asked for it anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

# One who has not come back by then has died over it.
LONGEST_WORK = timedelta(minutes=5)


class ForecastQuerySet(models.QuerySet["Forecast"]):
    def unclaimed(self, at: datetime) -> Self:
        """Forecasts that nobody works on at the moment."""
        return self.filter(Q(begun_at__isnull=True) | Q(begun_at__lt=at - LONGEST_WORK))


class Forecast(models.Model):
    """One for each campaign, replaced as a whole; `basis` holds all that `result` was worked out from.

    That the goal is likely or unlikely to be reached is said once, until it stops being so: `said`, about `said_goal`.
    """

    class Said(models.TextChoices):
        NOTHING = "", "nothing"
        LIKELY = "likely", "the goal is likely to be reached"
        UNLIKELY = "unlikely", "the goal is unlikely to be reached"

    campaign = models.OneToOneField("campaigns.Campaign", models.PROTECT, related_name="+", primary_key=True)
    asked_at = models.DateTimeField(null=True, help_text="When somebody last asked for a new one.")
    begun_at = models.DateTimeField(null=True, help_text="Since when one is being worked out.")
    as_of = models.DateTimeField(null=True, help_text="Facts from before are in it.")
    computed_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(null=True)
    mark = models.CharField(
        max_length=64, blank=True, help_text="A hash of the facts; where it is the same, nothing is new."
    )
    basis = models.JSONField(null=True)
    result = models.JSONField(null=True)
    said = models.CharField(max_length=8, choices=Said.choices, blank=True, default=Said.NOTHING)
    said_goal = models.PositiveIntegerField(null=True)

    objects: ClassVar[ForecastQuerySet] = ForecastQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=["", "likely", "unlikely"]), name="forecast_says_something_known"
            ),
            models.CheckConstraint(
                condition=Q(as_of__isnull=True, computed_at__isnull=True, basis__isnull=True, result__isnull=True)
                | Q(as_of__isnull=False, computed_at__isnull=False, basis__isnull=False, result__isnull=False),
                name="forecast_comes_with_its_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"forecast of campaign {self.campaign_id}"

    def is_asked_for(self) -> bool:
        """Whether somebody asked for one with facts of later than those in it."""
        return self.asked_at is not None and (self.as_of is None or self.asked_at > self.as_of)

    def is_claimed(self, at: datetime) -> bool:
        return self.begun_at is not None and self.begun_at >= at - LONGEST_WORK
