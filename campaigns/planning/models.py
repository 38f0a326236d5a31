"""Campaign, Objective and News: what is promised to whoever takes part, and what they are told.

A launched campaign keeps its rules and never lowers a promise: a trigger says so (see the migrations).
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaigns.identifiers import Identified
from campaigns.people.models import Role

# What one objective may promise in all stays far inside 64 bits.
MOST_PRIZE_MINOR = 10**12
MOST_QUOTA = 100_000
# Half of the way around the earth: everywhere.
MOST_RADIUS_M = 20_037_508
MOST_REVIEWERS = 9
MOST_NEWS_TITLE, MOST_NEWS_TEXT = 120, 5_000
MOST_PARTICIPANTS = 1_000_000_000


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def in_public(self) -> Self:
        """Campaigns that anyone may see: everything that has been launched."""
        return self.exclude(state=Campaign.State.DRAFT)

    def live(self) -> Self:
        return self.filter(state=Campaign.State.LIVE)

    def visible_to(self, user_id: int | None) -> Self:
        """What is public, and the drafts of those who hold a role in them."""
        if user_id is None:
            return self.in_public()
        own = Role.objects.filter(campaign=OuterRef("pk"), user=user_id)
        return self.filter(~Q(state=Campaign.State.DRAFT) | Exists(own))


class Campaign(Identified):
    """A mobilization with a budget, rules that hold from its launch on, and an end."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    class Attribution(models.TextChoices):
        FIRST = "first", "the first link followed"
        LAST = "last", "the last link followed"

    class RemainderTo(models.TextChoices):
        CHARITY = "charity", "charity"
        SOLIDARITY = "solidarity", "solidarity pool"
        BUDGET = "budget", "back to the budget"

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=20_000, blank=True)
    currency = models.CharField(max_length=3, help_text="ISO 4217, such as USD")
    time_zone = models.CharField(max_length=64, default="UTC")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    ledger_public = models.BooleanField(default=True)
    remainder_to = models.CharField(max_length=10, choices=RemainderTo.choices, default=RemainderTo.CHARITY)
    charity_name = models.CharField(max_length=120, blank=True)
    hold_days = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(90)])
    attribution = models.CharField(max_length=5, choices=Attribution.choices, default=Attribution.FIRST)
    max_depth_paid = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="How many people of a chain can be paid, the finder included; empty for all.",
    )
    referral_link_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Days until a new link expires; empty for never.",
    )
    anonymous_reports = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether people may report without signing in; they get a code to claim the place with.",
    )
    reviewers_asked = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWERS)],
        help_text="How many reviewers are asked about a finding; more than two thirds of them must agree.",
    )
    second_review_from_minor = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Prizes from this amount on need two reviewers at least; empty for none."
    )
    hide_prizes_from_reviewers = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Reviewers see findings in the order of what hangs on them, but not how much it is.",
    )
    review_minutes = models.PositiveSmallIntegerField(
        default=15,
        db_default=15,
        validators=[MinValueValidator(1), MaxValueValidator(1_440)],
        help_text="How long a finding stays with the reviewer who took it up.",
    )
    cluster_radius_m = models.PositiveIntegerField(
        default=1_852,
        db_default=1_852,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text="Reports of one objective within this distance can be of the same thing; one arc-minute by default.",
    )
    cluster_hours = models.PositiveSmallIntegerField(
        default=24,
        db_default=24,
        validators=[MinValueValidator(1), MaxValueValidator(8_784)],
        help_text="How far apart in time two reports of the same thing can be.",
    )
    goal_participants = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PARTICIPANTS)],
        help_text="How many people are to take part by the end; empty for no such goal.",
    )
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT, editable=False)
    decide_by = models.DateTimeField(
        null=True, editable=False, help_text="Once closed: when findings still undecided are rejected."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    launched_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager[Campaign]] = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "live", "paused", "closed"]), name="campaign_state_is_known"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="campaign_currency_is_a_code"),
            models.CheckConstraint(
                condition=Q(remainder_to__in=["charity", "solidarity", "budget"]),
                name="campaign_remainder_goes_somewhere_known",
            ),
            models.CheckConstraint(
                condition=Q(attribution__in=["first", "last"]), name="campaign_attribution_is_known"
            ),
            models.CheckConstraint(condition=Q(hold_days__lte=90), name="campaign_holds_at_most_90_days"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="campaign_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(max_depth_paid__isnull=True) | Q(max_depth_paid__gte=1),
                name="campaign_pays_the_finder_at_least",
            ),
            models.CheckConstraint(
                condition=Q(reviewers_asked__gte=1, reviewers_asked__lte=MOST_REVIEWERS),
                name="campaign_asks_a_reviewer_at_least",
            ),
            models.CheckConstraint(
                condition=Q(review_minutes__gte=1, review_minutes__lte=1_440),
                name="campaign_gives_reviewers_time",
            ),
            models.CheckConstraint(
                condition=Q(cluster_radius_m__gte=1, cluster_radius_m__lte=100_000, cluster_hours__gte=1),
                name="campaign_clusters_have_a_size",
            ),
            models.CheckConstraint(
                condition=Q(goal_participants__isnull=True)
                | Q(goal_participants__gte=1, goal_participants__lte=MOST_PARTICIPANTS),
                name="campaign_goal_is_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def has_ended(self, at: datetime) -> bool:
        return self.ends_at is not None and at >= self.ends_at


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def with_found(self) -> Self:
        """Bring along how many of each quota are found, in the same query."""
        paid = Objective.objects.filter(pk=OuterRef("pk"), findings__paid_rank__isnull=False).order_by()
        counted = paid.values("pk").annotate(n=Count("findings")).values("n")
        return self.annotate(found=Coalesce(Subquery(counted), 0, output_field=IntegerField()))


class Objective(Identified):
    """What is to be found or done, what one verified finding of it is worth, and how many are paid."""

    class LocationPrivacy(models.TextChoices):
        EXACT = "exact", "where it is"
        FUZZED = "fuzzed", "roughly where it is"
        HIDDEN = "hidden", "not at all"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="objectives")
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=5_000, blank=True)
    area = models.CharField(max_length=200, blank=True, help_text="Where to look, in words.")
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    radius_m = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_RADIUS_M)],
        help_text="How far around the place to look; empty for the place itself.",
    )
    quota = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_QUOTA)])
    prize_minor = models.PositiveBigIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_PRIZE_MINOR)])
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    location_privacy = models.CharField(
        max_length=6,
        choices=LocationPrivacy.choices,
        default=LocationPrivacy.FUZZED,
        db_default=LocationPrivacy.FUZZED,
        help_text="How the public sees the places of findings; reviewers see them exactly.",
    )

    objects: ClassVar[ObjectiveQuerySet] = ObjectiveQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        ordering = ["id"]
        constraints = [
            # The target of findings' composite keys: a finding and its objective are of one campaign.
            models.UniqueConstraint(fields=["id", "campaign"], name="objective_of_a_campaign"),
            models.CheckConstraint(
                condition=Q(quota__gte=1, quota__lte=MOST_QUOTA), name="objective_pays_at_least_one"
            ),
            models.CheckConstraint(
                condition=Q(prize_minor__gte=1, prize_minor__lte=MOST_PRIZE_MINOR),
                name="objective_prize_is_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="objective_window_closes_after_it_opens",
            ),
            models.CheckConstraint(
                # Said outright, because a check that is unknown passes.
                condition=Q(latitude__isnull=True, longitude__isnull=True, radius_m__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="objective_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(radius_m__isnull=True) | Q(radius_m__range=(1, MOST_RADIUS_M)),
                name="objective_area_is_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(location_privacy__in=["exact", "fuzzed", "hidden"]),
                name="objective_location_privacy_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def found(self) -> int:
        """How many of its quota are taken by findings that are paid or will be. Lists bring it along."""
        return self.findings.ranked().count()

    def is_open(self, at: datetime) -> bool:
        return (self.opens_at is None or at >= self.opens_at) and (self.closes_at is None or at < self.closes_at)


class News(Identified):
    """What organizers told everybody in their campaign; it can be corrected, and taken back, and then says nothing."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="news")
    title = models.CharField(max_length=MOST_NEWS_TITLE)
    text = models.TextField(max_length=MOST_NEWS_TEXT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, help_text="When it was last corrected.")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "news"
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=False) | (~Q(title="") & ~Q(text="")), name="news_says_something"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(title="", text=""), name="news_taken_back_says_nothing"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-id"], name="news_of_a_campaign")]

    def __str__(self) -> str:
        return self.title or "taken back"
