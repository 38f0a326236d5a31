"""Settlement: one verified finding, paid once (law 4), with the explanation it can be recomputed from (law 5)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from campaigns.identifiers import Identified


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def of_campaign(self, campaign_id: int) -> Self:
        return self.filter(campaign_id=campaign_id)


class Settlement(Identified):
    """Who got what for one finding; append-only by trigger.

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

    objects: ClassVar[SettlementQuerySet] = SettlementQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        indexes = [models.Index(fields=["campaign", "id"], name="settlements_of_a_campaign")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(remainder_minor__gte=0, remainder_minor__lte=models.F("prize_minor")),
                name="remainder_is_part_of_the_prize",
            )
        ]

    def __str__(self) -> str:
        return f"settlement of finding {self.finding_id}"
