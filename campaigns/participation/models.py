"""Activity, Member, Tally, Tie, Alert, Report: who takes part, for how long, and what is counted of it.

What counts as taking part besides joining, finding and reviewing is the campaign's to say: an *activity* is told once,
under an id of its teller's own, at the time at which it happened, which may be long before; it is append-only by
trigger, and each leaves its event.

*Members*, *tallies* and *ties* are what the log adds up to, kept up with it by a cursor; they can be thrown away and
made again from the log, and are then the same. A *report* is what they said at one moment, and an *alert* what in it
an organizer should know of.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from campaigns.identifiers import Identified
from campaigns.participation.activity_rows import LONGEST_KIND

LONGEST_CLIENT_ID = 64
# How far the clock of whoever tells may run ahead of ours.
CLOCK_TOLERANCE = timedelta(minutes=5)


class Activity(Identified):
    """Somebody did something of this kind, then; told by somebody, later."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="activities", db_index=False)
    # Of the same campaign, by a composite key that the migration adds.
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="activities", db_constraint=False
    )
    kind = models.CharField(max_length=LONGEST_KIND, help_text="A word for what was done, the campaign's own.")
    at = models.DateTimeField(help_text="When it was done.")
    client_id = models.CharField(
        max_length=LONGEST_CLIENT_ID, help_text="The teller's own id of it; told again, it is the same."
    )
    received_at = models.DateTimeField(help_text="When it was told.")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="Who told it; nobody where a program did.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "client_id"], name="activity_is_received_once"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(client_id=""), name="activity_is_named"),
            models.CheckConstraint(
                condition=Q(at__lte=F("received_at") + CLOCK_TOLERANCE), name="activity_has_happened"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "id"], name="activities_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"


class Member(models.Model):
    """What the report keeps of one participant; all of it can be made again from the log."""

    participant = models.OneToOneField(
        "campaigns.Participant", models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    root = models.BigIntegerField(help_text="The first member of the tree, by id.")
    depth = models.IntegerField()
    source = models.BigIntegerField(help_text="The campaign's own link that the member came by, or a word below zero.")
    origin = models.BigIntegerField(help_text="The source of the tree's first member.")
    joined_us = models.BigIntegerField(help_text="Microseconds since 1970.")
    joined_day = models.IntegerField()
    size = models.IntegerField(help_text="The member and everybody below.")
    edges = models.BigIntegerField()
    edges_squared = models.BigIntegerField()
    recruits = models.IntegerField()
    early_recruits = models.IntegerField(help_text="Recruits who came within the recruit window.")
    reports = models.IntegerField()
    verified = models.IntegerField(help_text="Reports that were found true and still are.")
    pay_minor = models.BigIntegerField(help_text="Earned, less what was reversed or forfeited.")
    days = ArrayField(models.IntegerField(), help_text="The days on which the member was active, ascending.")
    hours = ArrayField(models.IntegerField(), help_text="The same in hours, of the campaign's first days.")
    last_day = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "root"], name="members_of_a_branch"),
            models.Index(fields=["campaign", "last_day"], name="members_last_seen"),
            models.Index(fields=["campaign", "joined_day"], name="members_by_joining"),
            models.Index(fields=["campaign", "-size"], condition=Q(root=F("participant")), name="largest_trees"),
        ]

    def __str__(self) -> str:
        return f"member {self.participant_id}"


class Tally(models.Model):
    """A count that the report is made of; `kind` says which, and what `g`, `a` and `b` stand for (tallies.Count)."""

    pk = models.CompositePrimaryKey("campaign_id", "kind", "g", "a", "b")
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.SmallIntegerField()
    g = models.BigIntegerField()
    a = models.IntegerField()
    b = models.IntegerField()
    n = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind}/{self.g}/{self.a}/{self.b}: {self.n}"


class Tie(models.Model):
    """Two participants who had to do with each other beyond one bringing the other in; `low` has the lower id."""

    pk = models.CompositePrimaryKey("campaign_id", "low", "high")
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    first_us = models.BigIntegerField(help_text="Their first exchange, in microseconds since 1970.")
    kind = models.SmallIntegerField(help_text="What the first exchange was, as a place in ties.TIE_KINDS.")
    upwards = models.BooleanField(help_text="Something went from the lower id to the higher.")
    downwards = models.BooleanField(help_text="Something went from the higher id to the lower.")

    class Meta:
        indexes = [models.Index(fields=["campaign", "high"], name="ties_of_the_higher")]

    def __str__(self) -> str:
        return f"{self.low} and {self.high}"


class Alert(Identified):
    """Something that an organizer is told of, once, and that is open until things are well again."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, help_text="What it is about, and since when.")
    sentence = models.JSONField(help_text="In every language.")
    numbers = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "key"], condition=Q(cleared_at__isnull=True), name="alert_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(cleared_at__gte=F("raised_at")),
                name="alert_is_cleared_after_it_was_raised",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-id"], name="alerts_newest_first")]

    def __str__(self) -> str:
        return self.key


class Report(models.Model):
    """What a campaign's report counts by, how far it has counted, and what it said last."""

    campaign = models.OneToOneField("campaigns.Campaign", models.PROTECT, primary_key=True, related_name="report")
    gap_days = models.PositiveSmallIntegerField(default=14, help_text="Whoever is not active for so long has lapsed.")
    window_days = models.PositiveSmallIntegerField(default=7, help_text="Within which a member's recruits are counted.")
    observation_days = models.PositiveSmallIntegerField(default=28)
    minimum = models.PositiveSmallIntegerField(default=30, help_text="Figures that rest on fewer are not told.")
    needs_rebuild = models.BooleanField(
        default=False, help_text="Its counts cannot be trusted until they are made anew."
    )
    news_at = models.DateTimeField(null=True, help_text="When something new was last counted.")
    as_of = models.DateTimeField(null=True, help_text="The moment that the stored report speaks of.")
    body = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gap_days__gte=1, gap_days__lte=366) & Q(window_days__gte=1, window_days__lte=366),
                name="report_counts_by_days_of_a_year",
            ),
            models.CheckConstraint(
                condition=Q(observation_days__gte=1, observation_days__lte=366) & Q(minimum__gte=1),
                name="report_looks_at_something",
            ),
        ]

    def __str__(self) -> str:
        return f"report of campaign {self.campaign_id}"
