"""Contract: how an objective's prize is split, in versions that never change (law 5)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.identifiers import Identified
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import chain_mechanism


class ContractQuerySet(models.QuerySet["Contract"]):
    def latest_of(self, objective_ids: list[int]) -> Self:
        """The last version of each objective's contract; since promises only rise, the one that pays most."""
        return self.filter(objective_id__in=objective_ids).order_by("objective_id", "-version").distinct("objective_id")

    def of_campaign(self, campaign_id: int) -> Self:
        """The last version of the contract of each objective of a campaign, as a list that pages are cut from."""
        later = Contract.objects.filter(objective=models.OuterRef("objective"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(later), objective__campaign=campaign_id)


class Contract(Identified):
    """One version of an objective's promise; append-only by trigger."""

    objective = models.ForeignKey("campaigns.Objective", models.PROTECT, related_name="contracts")
    version = models.PositiveIntegerField()
    mechanism = models.CharField(max_length=40)
    terms = models.JSONField(default=dict)
    prize_minor = models.PositiveBigIntegerField()
    remainder_to = models.CharField(max_length=10, blank=True, help_text="Overrides the campaign's where given.")
    in_force_from = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects: ClassVar[ContractQuerySet] = ContractQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        ordering = ["objective_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "version"], name="contract_version_is_made_once"),
            models.CheckConstraint(
                condition=Q(remainder_to__in=["", "charity", "solidarity", "budget"]),
                name="contract_remainder_goes_somewhere_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mechanism} v{self.version} of objective {self.objective_id}"

    def rule(self) -> ChainMechanism:
        """Make the mechanism that the contract names."""
        return chain_mechanism(self.mechanism, self.terms)
