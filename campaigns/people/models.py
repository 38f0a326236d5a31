"""User, Role, RoleInvitation, Consent: who a person is, what they may do in a campaign, and what they agreed to.

A campaign is never without an organizer: a trigger says so (see the migrations).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from campaigns.identifiers import Identified


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(Identified, AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address. Staff are the instance's operators."""

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=16, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_staff = models.BooleanField("operator", default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_is_kept_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.display_name or self.email

    def get_short_name(self) -> str:
        return self.display_name or self.email.split("@")[0]

    def may(self, campaign_id: int, *kinds: str) -> bool:
        """Tell whether this person holds one of these roles in the campaign; an organizer may do all of them."""
        return Role.objects.filter(user=self, campaign_id=campaign_id, kind__in=[*kinds, Role.Kind.ORGANIZER]).exists()


class Role(Identified):
    """What a person may do in one campaign beyond taking part."""

    class Kind(models.TextChoices):
        ORGANIZER = "organizer", "organizer"
        REVIEWER = "reviewer", "reviewer"
        TREASURER = "treasurer", "treasurer"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="roles")
    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "user", "kind"], name="role_is_held_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["organizer", "reviewer", "treasurer"]),
                name="role_is_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.kind}"


class RoleInvitationQuerySet(models.QuerySet["RoleInvitation"]):
    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; it may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, at: datetime) -> Self:
        """What can be accepted now: an invitation stands as long as whoever sent it is an organizer."""
        organizers = Role.objects.filter(kind=Role.Kind.ORGANIZER, campaign=models.OuterRef("campaign"))
        return self.unanswered().filter(
            models.Exists(organizers.filter(user=models.OuterRef("invited_by"))), expires_at__gt=at
        )


class RoleInvitation(Identified):
    """An organizer asks whoever reads the mail of an address to take a role; forgotten once it has run out."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="role_invitations")
    email = models.EmailField()
    kind = models.CharField(max_length=12, choices=Role.Kind.choices)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[RoleInvitation]] = RoleInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "email", "kind"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="address_is_invited_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="invited_address_is_kept_in_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["organizer", "reviewer", "treasurer"]),
                name="invitation_is_to_a_known_role",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("invited_at")), name="invitation_lasts_a_while"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="invitation_is_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to be {self.kind}"


class Consent(models.Model):
    """What a person said about being written to, at one time and in one way; their last word counts.

    Append-only by trigger: taking consent back is another row. Once a person is erased the row is nobody's.
    """

    class Purpose(models.TextChoices):
        NUDGES = "nudges", "letters of a campaign's organizers"

    class How(models.TextChoices):
        JOIN = "join", "while joining"
        PLACE = "place", "on their own page"
        API = "api", "by the API"
        PAGE = "page", "on the page that a letter leads to"
        ONE_CLICK = "one_click", "by their mail program's button"

    user = models.ForeignKey(User, models.PROTECT, related_name="consents", null=True, help_text="Nobody: erased.")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="Empty for all campaigns at once.",
    )
    given = models.BooleanField(help_text="Whether they agree, or take it back.")
    wording = models.PositiveSmallIntegerField(help_text="The version of the words that they were shown.")
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(purpose__in=["nudges"]), name="consent_is_to_something_known"),
            models.CheckConstraint(
                condition=models.Q(how__in=["join", "place", "api", "page", "one_click"]),
                name="consent_is_said_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=models.Q(given=False) | models.Q(campaign__isnull=False),
                name="consent_is_given_for_one_campaign",
            ),
        ]
        indexes = [models.Index(fields=["user", "purpose", "id"], name="consents_of_a_person")]

    def __str__(self) -> str:
        return f"{self.purpose} {'given' if self.given else 'taken back'} at {self.at:%Y-%m-%d %H:%M}"


class TraceKey(models.Model):
    """A random key that connections are hashed with for a week; with it goes whatever could tell what was hashed."""

    key = models.BinaryField(max_length=32)
    started_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"key since {self.started_at:%Y-%m-%d}"


class Trace(models.Model):
    """From where somebody joined or reported: keyed hashes alone, forgotten after 30 days."""

    class Kind(models.TextChoices):
        JOIN = "join", "a join"
        REPORT = "report", "a report"

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="+")
    participant = models.ForeignKey("campaigns.Participant", models.CASCADE, related_name="+")
    finding = models.ForeignKey("campaigns.Finding", models.CASCADE, related_name="+", null=True)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    at = models.DateTimeField(db_index=True)
    key = models.ForeignKey(TraceKey, models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=32)
    network_hash = models.CharField(max_length=32, help_text="Of the address without its last part.")
    agent_hash = models.CharField(max_length=32, blank=True)
    # What a GeoIP file says, where one is configured; coarse, and forgotten with the rest.
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["join", "report"]), name="trace_is_a_known_kind"),
        ]
        indexes = [models.Index(fields=["campaign", "address_hash"], name="traces_of_one_connection")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
