"""User, Role, ApiKey, Consent, StoppedAddress: who a person is, what they and their programs may do, how to reach them.

A campaign is never without an organizer: a trigger says so (see the migrations).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
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
    # Who was erased leaves rows behind that have to be somebody's: in each campaign those of another account.
    stands_in_for = models.ForeignKey(
        "campaigns.Campaign",
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        help_text="No person: it stands in for one who was erased, in this campaign alone.",
    )

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_is_kept_in_lower_case"),
            models.CheckConstraint(
                condition=models.Q(stands_in_for=None) | models.Q(is_active=False, is_staff=False, is_superuser=False),
                name="stand_in_signs_in_nowhere",
            ),
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


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def not_revoked(self) -> Self:
        return self.filter(revoked_at=None)

    def seen_by(self, user: User) -> Self:
        """One's own, and those of the campaigns where one is an organizer."""
        organized = Role.objects.filter(user=user, kind=Role.Kind.ORGANIZER).values("campaign")
        return self.filter(models.Q(owner=user) | models.Q(campaign__in=organized))

    def not_used_since(self, moment: datetime) -> Self:
        return self.filter(models.Q(last_used_at=None) | models.Q(last_used_at__lte=moment))


class ApiKey(Identified):
    """What a program signs in with: it acts as its owner, within its scopes and its campaign.

    Of the key itself only a hash is kept. By trigger nothing of it changes but the time of its last use, and that it
    is revoked, for good; one that should be able to do more, or for longer, is a new one.
    """

    class Kind(models.TextChoices):
        SECRET = "secret", "secret"
        PUBLISHABLE = "publishable", "publishable"

    class Scope(models.TextChoices):
        """What a key may be made for."""

        CAMPAIGNS_READ = "campaigns:read", "read campaigns, their objectives and roles"
        CAMPAIGNS_WRITE = "campaigns:write", "draft, change and run campaigns"
        PARTICIPANTS_READ = "participants:read", "read who takes part and what trust noticed"
        PARTICIPANTS_WRITE = "participants:write", "make links, write to people, decide about trust"
        FINDINGS_READ = "findings:read", "read findings and activities"
        FINDINGS_WRITE = "findings:write", "report findings and activities"
        FINDINGS_REVIEW = "findings:review", "review findings"
        REWARDS_READ = "rewards:read", "read money: budget, rewards, payouts"
        REWARDS_WRITE = "rewards:write", "fund campaigns and raise promises"
        PAYOUTS_WRITE = "payouts:write", "draft, approve and send payouts"
        ANALYTICS_READ = "analytics:read", "read the participation report, forecasts and what-ifs"
        WEBHOOKS_WRITE = "webhooks:write", "set up webhooks"

    owner = models.ForeignKey(User, models.PROTECT, related_name="api_keys")
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        models.PROTECT,
        related_name="api_keys",
        null=True,
        help_text="The only campaign in which it works; empty for all that its owner may.",
    )
    name = models.CharField(max_length=80, help_text="What it is for.")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    scopes = ArrayField(models.CharField(max_length=18, choices=Scope.choices))
    prefix = models.CharField(max_length=16, unique=True, help_text="What is shown of it, and what it is found by.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the whole key.")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, help_text="From when on it does not work any more.")
    last_used_at = models.DateTimeField(null=True, help_text="To the minute.")
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[ApiKeyQuerySet] = ApiKeyQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="secret", prefix__regex=r"^mk_[0-9A-Za-z]{12}$")
                | models.Q(kind="publishable", prefix__regex=r"^mpk_[0-9A-Za-z]{12}$"),
                name="api_key_shows_its_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="api_key_is_kept_as_a_hash"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    scopes__len__gt=0,
                    scopes__contained_by=[
                        "campaigns:read",
                        "campaigns:write",
                        "participants:read",
                        "participants:write",
                        "findings:read",
                        "findings:write",
                        "findings:review",
                        "rewards:read",
                        "rewards:write",
                        "payouts:write",
                        "analytics:read",
                        "webhooks:write",
                    ],
                ),
                name="api_key_is_for_something_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="secret") | models.Q(scopes=["findings:write"], campaign__isnull=False),
                name="publishable_key_only_reports_in_one_campaign",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at=None) | models.Q(expires_at__gt=models.F("created_at")),
                name="api_key_lasts_a_while",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    def has_expired(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


class Consent(models.Model):
    """What a person agreed to or took back, at one time and in one way; their last word counts.

    Append-only by trigger: taking consent back is another row. Once a person is erased the row is nobody's.
    """

    class Purpose(models.TextChoices):
        NUDGES = "nudges", "letters of a campaign's organizers"
        PLACE = "place", "taking part in a campaign"

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
            models.CheckConstraint(
                condition=models.Q(purpose__in=["nudges", "place"]), name="consent_is_to_something_known"
            ),
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


class StoppedAddress(Identified):
    """An address from which mail came back, or whose reader complained: not written to until it is confirmed anew."""

    class Why(models.TextChoices):
        BOUNCED = "bounced", "mail to it came back"
        REFUSED = "refused", "its mail server refused it for good"
        COMPLAINED = "complained", "its reader called a letter of ours unwanted"

    user = models.ForeignKey(User, models.CASCADE, related_name="stopped_addresses", db_index=False)
    email = models.EmailField()
    why = models.CharField(max_length=10, choices=Why.choices)
    stopped_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, help_text="When a letter was last asked for to confirm it by.")
    confirmed_at = models.DateTimeField(null=True, help_text="When its person showed that mail arrives there.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "email"],
                condition=models.Q(confirmed_at=None),
                name="address_is_stopped_once_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="stopped_address_is_in_lower_case"),
            models.CheckConstraint(
                condition=models.Q(why__in=["bounced", "refused", "complained"]),
                name="address_is_stopped_for_a_known_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"stopped since {self.stopped_at:%Y-%m-%d}: {self.why}"


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
