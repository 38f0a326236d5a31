"""Destination, Batch, Payout, PayoutRules, PayoutHold, PayoutObjection: money on its way to people, sent exactly once.

A payout is one payment to one person, frozen from the moment it is drafted: only its state moves, by the moves of
`states`, which a trigger repeats. A person has one open payout at a time in a campaign. Whoever drafted a batch does
not approve it. The money stands in `in_payout` from the approval on, and every step of it is booked once.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.identifiers import Identified
from rewards.payouts.states import GIVES_MONEY_BACK, PayoutState

OPEN_STATES = ("queued", "unknown", "sent")
# Above this a payment is looked at by itself, unless the organizer says otherwise.
MANUAL_ABOVE_MINOR = 100_000
MOST_PAYOUT_MINOR = 10**15
MOST_REASON, MOST_OBJECTION, MOST_ANSWER = 200, 2_000, 1_000


class DestinationQuerySet(models.QuerySet["Destination"]):
    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def of(self, user_id: int) -> Self:
        return self.filter(user_id=user_id)


class Destination(Identified):
    """Where a person's money goes. It is retired and replaced, never edited; only its seal is renewed.

    `country` is where the person pays taxes, as they say; empty for not said. Once a person is erased, what named
    them is empty and only the row remains.
    """

    class Kind(models.TextChoices):
        IBAN = "iban", "bank account"
        PAYPAL = "paypal", "PayPal"
        STRIPE = "stripe", "Stripe"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="destinations", null=True, help_text="Nobody: erased."
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    sealed = models.TextField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    masked = models.CharField(max_length=140)
    holder_name = models.CharField(max_length=70, blank=True)
    country = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[DestinationQuerySet] = DestinationQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(retired_at__isnull=True),
                name="person_uses_one_destination_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["iban", "paypal", "stripe"]), name="destination_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"), name="destination_country_is_a_code"
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=False) | (Q(user__isnull=False) & ~Q(sealed="")),
                name="destination_in_use_is_sealed_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def owner(self) -> str:
        """Name whom it is sealed for."""
        return f"user:{self.user_id}"


class BatchQuerySet(models.QuerySet["Batch"]):
    def of_campaign(self, campaign_id: int) -> Self:
        return self.filter(campaign_id=campaign_id)


class Batch(Identified):
    """Payouts of one campaign that go out together, by one provider, in one currency.

    `checks` is what the approver was shown and accepted.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        APPROVED = "approved", "approved"
        SENT = "sent", "being sent"
        DONE = "done", "done"
        CANCELLED = "cancelled", "cancelled"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="payout_batches", db_index=False)
    provider = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    note = models.CharField(max_length=140, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When it was done or cancelled.")
    left_out = models.JSONField(default=list, help_text="Who had money payable and is not in it, with the reason.")
    checks = models.JSONField(default=list)

    objects: ClassVar[BatchQuerySet] = BatchQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            # The target of payouts' composite keys: a payout and its batch are of one campaign.
            models.UniqueConstraint(fields=["id", "campaign"], name="batch_of_a_campaign"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "approved", "sent", "done", "cancelled"]), name="batch_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="batch_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"], approved_by__isnull=True, approved_at__isnull=True)
                | Q(
                    state__in=["approved", "sent", "done", "cancelled"],
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="batch_is_approved_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "approved"], sent_at__isnull=True)
                | Q(state__in=["sent", "done"], sent_at__isnull=False)
                | Q(state="cancelled"),
                name="batch_says_when_it_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["draft", "approved", "sent"], ended_at__isnull=True),
                name="batch_says_when_it_ended",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "id"], name="batches_of_a_campaign")]

    def __str__(self) -> str:
        return f"batch #{self.pk} by {self.provider}, {self.state}"


class PayoutQuerySet(models.QuerySet["Payout"]):
    def open(self) -> Self:
        """Payouts that are neither over nor settled; those of approved batches are what stands in `in_payout`."""
        return self.filter(state__in=OPEN_STATES)

    def on_its_way(self) -> Self:
        """Open payouts whose money has left payable."""
        return self.open().filter(batch__approved_at__isnull=False)

    def counting(self) -> Self:
        """Payouts whose money is gone or going."""
        return self.exclude(state__in=[str(state) for state in GIVES_MONEY_BACK])


class Payout(Identified):
    """One payment to one person. All of it but what became of it is frozen by trigger."""

    State = PayoutState

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+", db_index=False)
    # Both are of the payout's campaign, by composite keys that the migration adds.
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payouts", db_constraint=False, db_index=False)
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="payouts", db_constraint=False
    )
    destination = models.ForeignKey(Destination, models.PROTECT, related_name="payouts")
    amount_minor = models.BigIntegerField()
    state = models.CharField(
        max_length=8, choices=[(str(state), str(state)) for state in PayoutState], default=PayoutState.QUEUED.value
    )
    reason = models.CharField(max_length=200, blank=True, help_text="Why it failed, was returned, or is not known.")
    reference = models.CharField(max_length=140, blank=True, help_text="The provider's own name for the payment.")
    claimed_at = models.DateTimeField(null=True, help_text="When its sending began.")
    asked_at = models.DateTimeField(null=True)
    asks = models.PositiveIntegerField(default=0)
    needs_person = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When it failed or was returned.")

    objects: ClassVar[PayoutQuerySet] = PayoutQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "participant"], name="person_is_in_a_batch_once"),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(state__in=OPEN_STATES),
                name="person_has_one_open_payout",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, amount_minor__lte=MOST_PAYOUT_MINOR), name="payout_is_within_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "unknown", "sent", "settled", "failed", "returned"]),
                name="payout_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", claimed_at__isnull=True)
                | Q(state="failed")
                | Q(state__in=["unknown", "sent", "settled", "returned"], claimed_at__isnull=False),
                name="payout_is_claimed_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False)
                | Q(state="returned")
                | Q(state__in=["queued", "unknown", "sent", "failed"], settled_at__isnull=True),
                name="payout_says_when_it_settled",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["failed", "returned"], ended_at__isnull=False) & ~Q(reason="")
                | Q(state__in=["queued", "unknown", "sent", "settled"], ended_at__isnull=True),
                name="payout_says_why_it_came_back",
            ),
        ]
        indexes = [
            models.Index(fields=["claimed_at", "id"], condition=Q(state__in=OPEN_STATES), name="open_payouts"),
            models.Index(fields=["campaign", "id"], name="payouts_of_a_campaign"),
        ]

    def __str__(self) -> str:
        return f"payout {self.public_id}, {self.state}"


class PayoutRules(models.Model):
    """Caps that an organizer sets. They slow money down and take nothing away: what is left stays payable."""

    campaign = models.OneToOneField("campaigns.Campaign", models.PROTECT, related_name="payout_rules")
    most_per_person_minor = models.BigIntegerField(null=True, help_text="To one person in a day.")
    most_per_day_minor = models.BigIntegerField(null=True, help_text="To everybody in a day, in the campaign's zone.")
    least_payout_minor = models.BigIntegerField(null=True, help_text="Less than this waits until it has grown.")
    manual_above_minor = models.BigIntegerField(
        default=MANUAL_ABOVE_MINOR, help_text="Payouts above this are accepted one by one."
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(most_per_person_minor__isnull=True) | Q(most_per_person_minor__gt=0))
                & (Q(most_per_day_minor__isnull=True) | Q(most_per_day_minor__gt=0))
                & (Q(least_payout_minor__isnull=True) | Q(least_payout_minor__gt=0))
                & Q(manual_above_minor__gte=0),
                name="payout_caps_are_positive",
            ),
            models.CheckConstraint(
                condition=(
                    Q(least_payout_minor__isnull=True)
                    | Q(most_per_person_minor__isnull=True)
                    | Q(most_per_person_minor__gte=F("least_payout_minor"))
                )
                & (
                    Q(least_payout_minor__isnull=True)
                    | Q(most_per_day_minor__isnull=True)
                    | Q(most_per_day_minor__gte=F("least_payout_minor"))
                ),
                name="payout_caps_leave_room_for_the_least",
            ),
        ]

    def __str__(self) -> str:
        return f"payout rules of campaign {self.campaign_id}"


class PayoutHold(Identified):
    """A treasurer's word that a person is not paid for the time being, and why."""

    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="payout_holds")
    reason = models.CharField(max_length=MOST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(lifted_at__isnull=True), name="person_is_held_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="payout_hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False, lifted_at__gte=F("at")),
                name="payout_hold_is_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"payout hold on participant {self.participant_id}"


class PayoutObjection(models.Model):
    """A person says that a treasurer's hold on them is wrong; another treasurer answers."""

    hold = models.OneToOneField(PayoutHold, models.PROTECT, related_name="objection")
    text = models.CharField(max_length=MOST_OBJECTION)
    made_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=MOST_ANSWER, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="payout_objection_says_why"),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="payout_objection_is_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"objection to payout hold {self.hold_id}"
