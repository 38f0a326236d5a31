"""User, and Role: who a person is, and what they may do in one campaign."""

from __future__ import annotations

from typing import Any, ClassVar

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


class Role(models.Model):
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
