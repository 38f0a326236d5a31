"""Settlement: one verified finding, paid once (law 4), with the explanation it can be recomputed from (law 5)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from campaigns.identifiers import Identified


class DueFinding(models.Model):
    """A finding that is to be paid and has not been: the queue of the sweep, and what is promised beside open places.

    Kept by triggers alone, so that neither reads all the findings there ever were: it comes with the paid rank, and
    goes with the settlement or with the reversal.
    """

    finding = models.OneToOneField(
        "campaigns.Finding", models.PROTECT, related_name="+", primary_key=True, db_constraint=False
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    objective = models.ForeignKey("campaigns.Objective", models.PROTECT, related_name="+", db_constraint=False)

    def __str__(self) -> str:
        return f"finding {self.finding_id}, to be paid"


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def of_campaign(self, campaign_id: int) -> Self:
        return self.filter(campaign_id=campaign_id)

    def to_release(self, at: datetime) -> Self:
        """Settlements whose held shares are to be looked at."""
        return self.filter(releases_at__lte=at, finding__state="verified").order_by("pk")

    def still_held(self, settled_until: datetime) -> Self:
        """Settlements made until then of which something may be held, whenever they are to be looked at."""
        held = self.filter(releases_at__isnull=False, settled_at__lte=settled_until, finding__state="verified")
        return held.order_by("pk")

    def to_reverse(self) -> Self:
        """Settlements of findings that were found wrong, whose money was not taken back yet."""
        return self.filter(finding__state="reversed", reversed_at__isnull=True).order_by("pk")


class Settlement(Identified):
    """Who got what for one finding; kept as it is by trigger, but for what becomes of it below.

    `explanation` holds everything that the split was computed from: mechanism, version, terms, prize, the chain
    (participant ids, the finder first), how deep is paid, where the remainder went, and the resulting shares.
    """

    # All three are there and fit each other, by the triggers that look at all settlements of a statement; findings and
    # contracts are never removed.
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.PROTECT, related_name="settlements", db_constraint=False, db_index=False
    )
    finding = models.OneToOneField("campaigns.Finding", models.PROTECT, related_name="settlement", db_constraint=False)
    contract = models.ForeignKey(
        "rewards.Contract", models.PROTECT, related_name="settlements", db_constraint=False, db_index=False
    )
    prize_minor = models.BigIntegerField()
    remainder_minor = models.BigIntegerField()
    explanation = models.JSONField()
    settled_at = models.DateTimeField()
    # What becomes of it: its held shares are released at a time, and it may turn out to have been wrong.
    releases_at = models.DateTimeField(
        null=True, help_text="When its held shares are looked at next; empty when none are."
    )
    reversed_at = models.DateTimeField(null=True, help_text="When its money was taken back.")

    objects: ClassVar[SettlementQuerySet] = SettlementQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "id"], name="settlements_of_a_campaign"),
            models.Index(
                fields=["releases_at"], condition=models.Q(releases_at__isnull=False), name="settlements_to_release"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(remainder_minor__gte=0, remainder_minor__lte=models.F("prize_minor")),
                name="remainder_is_part_of_the_prize",
            )
        ]

    def __str__(self) -> str:
        return f"settlement of finding {self.finding_id}"
