"""Notice, NoticeItem, NoticeChoice: what a person is told, and which kinds they want to be told, by which channel.

An item is one event of the log told to one person in one kind: once, by a unique key. Items of a kind that happened in
one hour of one campaign stand together in a notice, which is what the inbox shows and what is read. An item goes into
one letter at most and stays in it: a trigger says so (see the migrations).
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.identifiers import Identified


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_inbox_of(self, user_id: int) -> Self:
        return self.filter(user=user_id, in_inbox=True)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(Identified):
    """What happened to one person in one hour of a campaign, of one kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        help_text="Nobody: erased.",
    )
    kind = models.CharField(max_length=24)
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="Empty for what is about no campaign.",
    )
    hour = models.DateTimeField(help_text="The beginning of the hour in which it happened, UTC.")
    last_at = models.DateTimeField(help_text="When the last of it happened.")
    in_inbox = models.BooleanField(help_text="Whether the inbox shows it; the person may have wanted letters alone.")
    read_at = models.DateTimeField(null=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "campaign", "hour"], name="notices_of_an_hour_are_one"),
            models.UniqueConstraint(
                fields=["user", "kind", "hour"],
                condition=Q(campaign__isnull=True),
                name="notices_of_an_hour_without_campaign_are_one",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(in_inbox=True), name="inbox_of_a_person"),
            models.Index(fields=["user"], condition=Q(in_inbox=True, read_at=None), name="unread_notices_of_a_person"),
            models.Index(fields=["last_at"], name="notices_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.hour:%Y-%m-%d %H}"


class NoticeItemQuerySet(models.QuerySet["NoticeItem"]):
    def to_be_mailed(self) -> Self:
        """What waits to be put into a letter."""
        return self.filter(letter=None, mail_at__isnull=False)

    def due(self, at: datetime) -> Self:
        return self.to_be_mailed().filter(mail_at__lte=at)


class NoticeItem(models.Model):
    """One event told to one person; what it is about, so that its sentence can be written in any language."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="items")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        help_text="As the notice's.",
    )
    kind = models.CharField(max_length=24, help_text="As the notice's.")
    # Not checked by the database: events are never deleted, and a sweep tells of a hundred thousand.
    event = models.ForeignKey(
        "campaigns.Event", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        "campaigns.Participant",
        models.PROTECT,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        help_text="Who joined, or the recruit below whom it was found.",
    )
    finding = models.ForeignKey(
        "campaigns.Finding", models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    news = models.ForeignKey(
        "campaigns.News", models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    amount_minor = models.BigIntegerField(null=True)
    word = models.CharField(max_length=20, blank=True, help_text="What became of it, in one of our own words.")
    letter = models.ForeignKey(
        "campaigns.Letter", models.PROTECT, related_name="notice_items", null=True, db_constraint=False
    )
    mail_at = models.DateTimeField(null=True, help_text="When to see whether it goes into a letter; never where empty.")
    written_at = models.DateTimeField()

    objects: ClassVar[NoticeItemQuerySet] = NoticeItemQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "event"], name="person_is_told_of_an_event_once"),
        ]
        indexes = [
            models.Index(
                fields=["mail_at", "user"], condition=Q(letter=None, mail_at__isnull=False), name="notices_to_be_mailed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of event {self.event_id}"


class NoticeChoice(models.Model):
    """How one person wants to be told of one kind, where they chose."""

    class Mail(models.TextChoices):
        NOW = "now", "at once"
        DAILY = "daily", "once a day"
        NEVER = "never", "never"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices", db_index=False)
    kind = models.CharField(max_length=24)
    inbox = models.BooleanField()
    mail = models.CharField(max_length=5, choices=Mail.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="person_chooses_once_for_a_kind"),
            models.CheckConstraint(
                condition=Q(mail__in=["now", "daily", "never"]), name="notice_is_mailed_in_a_known_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {'inbox' if self.inbox else 'no inbox'}, mail {self.mail}"
