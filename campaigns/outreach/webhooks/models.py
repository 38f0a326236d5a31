"""WebhookEndpoint, WebhookDelivery, WebhookAttempt: where events are told, each message, and each try to tell it.

A delivery is written down once for its endpoint and its event, and is the queue itself: waiting → sending → delivered,
back to waiting for another try, failed after the last, or skipped while the endpoint is off. Who may have been told is
told again under the same name, so nothing is lost. The first attempts at an endpoint's events are made one at a time
and in the order of the log. Triggers say so (see the migrations).
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q
from django.db.models.lookups import LessThan

from campaigns.identifiers import Identified
from campaigns.outreach.webhooks.addresses import MOST_URL
from campaigns.outreach.webhooks.catalogue import TEST
from campaigns.outreach.webhooks.payloads import MOST_BYTES
from campaigns.outreach.webhooks.signing import name_of
from campaigns.people.models import Role, User

MOST_DESCRIPTION = 200
MOST_ANSWER = 4_096


class OldestRunning(Func):
    """This will be the number of the oldest transaction that still runs: what came before it is committed."""

    template = "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class OctetLength(Func):
    """This will be how many bytes a text takes."""

    function = "OCTET_LENGTH"
    output_field = models.IntegerField()


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def there(self) -> Self:
        return self.filter(removed_at=None)

    def seen_by(self, user: User) -> Self:
        """Those of the campaigns that one organizes."""
        organized = Role.objects.filter(user=user, kind=Role.Kind.ORGANIZER).values("campaign")
        return self.there().filter(campaign__in=organized)


class WebhookEndpoint(Identified):
    """An address of an organizer's own program, the events that it is told of, and the secrets that sign them.

    Once removed it is not there any more for anybody, and its secrets are gone.
    """

    class State(models.TextChoices):
        ENABLED = "enabled", "enabled"
        DISABLED = "disabled", "disabled"

    class Reason(models.TextChoices):
        BY_ORGANIZER = "by_organizer", "an organizer switched it off"
        GONE = "gone", "the receiver answered that it is gone (410)"
        FAILING = "failing", "nothing arrived for five days"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="webhooks")
    url = models.CharField(max_length=MOST_URL)
    description = models.CharField(max_length=MOST_DESCRIPTION, blank=True)
    events = ArrayField(
        models.CharField(max_length=60), default=list, help_text="The types that it is told of; empty for all."
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.ENABLED)
    disabled_reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    disabled_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(
        null=True, help_text="When the first attempt failed since one succeeded; null while all is well."
    )
    sealed = models.TextField()
    sealed_before = models.TextField(blank=True, help_text="The secret before this one, while it signs as well.")
    before_ends_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    # Nothing that was not over yet when the endpoint was made is kept from it.
    since_txid = models.BigIntegerField(db_default=OldestRunning(), editable=False)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[WebhookEndpointQuerySet] = WebhookEndpointQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(url__regex=r"^https?://[!-~]+$"), name="webhook_leads_somewhere"),
            models.CheckConstraint(
                condition=Q(state="enabled", disabled_reason="", disabled_at=None)
                | Q(
                    state="disabled",
                    disabled_reason__in=["by_organizer", "gone", "failing"],
                    disabled_at__isnull=False,
                ),
                name="disabled_webhook_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(removed_at=None) & ~Q(sealed=""))
                | Q(removed_at__isnull=False, sealed="", sealed_before="", state="disabled"),
                name="webhook_has_a_secret_until_it_is_removed",
            ),
            models.CheckConstraint(
                condition=Q(sealed_before="", before_ends_at=None)
                | (~Q(sealed_before="") & Q(before_ends_at__isnull=False)),
                name="secret_before_ends_some_day",
            ),
        ]

    def __str__(self) -> str:
        return f"webhook {self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ENABLED

    def wants(self, kind: str) -> bool:
        return not self.events or kind in self.events


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def of_log(self) -> Self:
        """Those that tell of an event; a test tells of none."""
        return self.filter(event__isnull=False)

    def waiting(self) -> Self:
        return self.filter(state=WebhookDelivery.State.WAITING)

    def untried(self) -> Self:
        """What waits for its first attempt, in the order of the log."""
        return self.waiting().of_log().filter(attempts=0).order_by("pk")

    def due_again(self, at: datetime) -> Self:
        """What is to be tried again by now, and tests, the longest waiting first."""
        return self.waiting().filter(~Q(attempts=0) | Q(event__isnull=True), due_at__lte=at).order_by("due_at", "pk")

    def lost(self, claimed_before: datetime) -> Self:
        """What was claimed so long ago that whoever claimed it is gone."""
        return self.filter(state=WebhookDelivery.State.SENDING, claimed_at__lt=claimed_before)


class WebhookDelivery(Identified):
    """One message to one endpoint; its public id is the `webhook-id`."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting for its next attempt"
        SENDING = "sending", "being sent"
        DELIVERED = "delivered", "answered with 2xx"
        FAILED = "failed", "given up"
        SKIPPED = "skipped", "not sent, since the endpoint was off"

    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="deliveries", db_index=False)
    event = models.ForeignKey(
        "campaigns.Event",
        models.DO_NOTHING,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        help_text="Null for a test.",
    )
    kind = models.CharField(max_length=60)
    payload = models.TextField(help_text="What is signed and sent; empty once it is forgotten.")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_before = models.PositiveSmallIntegerField(default=0, help_text="Those before it was asked for again.")
    due_at = models.DateTimeField(help_text="Not to be tried before.")
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[WebhookDeliveryQuerySet] = WebhookDeliveryQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhook_tells_of_an_event_once"),
            models.UniqueConstraint(
                fields=["endpoint"],
                condition=Q(state="sending", attempts=1, event__isnull=False),
                name="webhook_begins_one_message_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "delivered", "failed"])
                | Q(claimed_at__isnull=False, attempts__gt=0),
                name="webhook_delivery_is_claimed_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["delivered", "failed", "skipped"], ended_at__isnull=False)
                | Q(state__in=["waiting", "sending"], ended_at=None),
                name="webhook_delivery_says_when_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False) | Q(kind=TEST), name="webhook_delivery_is_of_an_event_or_a_test"
            ),
            models.CheckConstraint(
                condition=LessThan(OctetLength("payload"), MOST_BYTES), name="webhook_payload_is_below_20_kb"
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "id"],
                condition=Q(state="waiting", attempts=0, event__isnull=False),
                name="webhooks_untried",
            ),
            models.Index(fields=["endpoint", "due_at", "id"], condition=Q(state="waiting"), name="webhooks_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="webhooks_being_sent"),
            models.Index(fields=["endpoint", "queued_at", "id"], name="webhooks_of_an_endpoint"),
            models.Index(fields=["queued_at"], condition=~Q(payload=""), name="webhooks_not_forgotten"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def webhook_id(self) -> str:
        return name_of(self.public_id)

    @property
    def is_test(self) -> bool:
        return self.event_id is None

    @property
    def tries(self) -> int:
        """How often it was tried since it was asked for."""
        return self.attempts - self.attempts_before


class WebhookAttempt(models.Model):
    """One try: what was sent where and when, and what was answered. Forgotten some weeks after."""

    class Outcome(models.TextChoices):
        DELIVERED = "delivered", "answered with 2xx"
        REFUSED = "refused", "answered with another status"
        REDIRECTED = "redirected", "answered with a redirect, which is not followed"
        GONE = "gone", "answered with 410"
        NO_ANSWER = "no_answer", "not answered"
        LOST = "lost", "perhaps sent; whoever sent it was stopped"

    delivery = models.ForeignKey(WebhookDelivery, models.PROTECT, related_name="tried", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    url = models.CharField(max_length=MOST_URL)
    request_headers = models.JSONField(default=dict)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    response_headers = models.JSONField(default=dict)
    response_body = models.TextField(max_length=MOST_ANSWER, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="webhook_attempt_is_told_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["refused", "redirected", "delivered", "gone"], status__isnull=False, error="")
                | (Q(outcome__in=["no_answer", "lost"], status=None) & ~Q(error="")),
                name="webhook_attempt_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number}: {self.outcome}"
