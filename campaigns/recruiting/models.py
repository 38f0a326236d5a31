"""Participant, ReferralLink, Visit, PendingJoin: who brought whom.

The participants of a campaign are a forest (law 1): an inviter is of the same campaign and has a lower id, which
the database keeps by a composite key and a check, so ascending id is a topological order. A trigger derives the
depth and forbids a change of inviter or campaign. One person has one place in a campaign (law 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Lower

from campaigns.identifiers import Identified

# A fraction from 0 to 1 in lowest terms, as the mechanisms write it.
SPLIT_PATTERN = r"^(0|1|[1-9][0-9]{0,8}/[1-9][0-9]{0,8})$"


@dataclass(frozen=True)
class ChainMember:
    """A person on a chain: `distance` steps above its lowest member."""

    participant_id: int
    public_id: str
    display_name: str
    distance: int


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, user_id: int) -> Self:
        return self.filter(user_id=user_id)

    def chain_of(self, participant_id: int) -> list[ChainMember]:
        """Read the chain from this person (distance 0) up to the root, in one walk over the primary key."""
        with connection.cursor() as cursor:
            cursor.execute(_CHAIN_SQL, [participant_id])
            return [ChainMember(row[0], str(row[1]), row[2], row[3]) for row in cursor.fetchall()]

    def is_below(self, participant_id: int, *, ancestor_id: int) -> bool:
        return any(member.participant_id == ancestor_id for member in self.chain_of(participant_id)[1:])


_CHAIN_SQL = """
WITH RECURSIVE chain AS (
    SELECT id, public_id, display_name, invited_by_id, 0 AS distance
      FROM campaigns_participant WHERE id = %s
    UNION ALL
    SELECT above.id, above.public_id, above.display_name, above.invited_by_id, chain.distance + 1
      FROM chain JOIN campaigns_participant above ON above.id = chain.invited_by_id
)
SELECT id, public_id, display_name, distance FROM chain ORDER BY distance
"""


# Those of whom no ranking tells; the branches below whoever is frozen are left out as well.
NOT_RANKED = Q(on_leaderboard=False) | Q(removed_at__isnull=False) | Q(frozen_at__isnull=False) | Q(is_erased=True)


class Participant(Identified):
    """A person's place in a campaign, and who brought them."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="participants", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="places",
        null=True,
        help_text="Nobody: not claimed yet, or erased.",
    )
    # Inviter and link are of the same campaign: by composite keys that the migration adds, the only ones checked.
    invited_by = models.ForeignKey("self", models.PROTECT, related_name="recruits", null=True, db_constraint=False)
    via_link = models.ForeignKey(
        "campaigns.ReferralLink",
        models.PROTECT,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    # What was shown before joining and is never changed: mechanisms whose split people set themselves read it.
    handed_up = models.CharField(  # noqa: DJ001 - nothing said is unlike every fraction
        max_length=20,
        null=True,
        editable=False,
        help_text="The fraction of what reaches this person that goes up to the inviter; empty for the contract's own.",
    )
    display_name = models.CharField(max_length=80)
    depth = models.PositiveIntegerField(
        default=0, editable=False, help_text="Steps below the root; derived by trigger."
    )
    joined_at = models.DateTimeField()
    # What is written by those who decide about trust, and read wherever somebody joins, reports or is paid.
    standing = models.FloatField(
        default=0,
        db_default=0,
        editable=False,
        help_text="What this person's record says of a new report of theirs, in log-odds.",
    )
    frozen_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when this person and all below are in quarantine."
    )
    removed_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when this person earns nothing any more."
    )
    is_banned = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Removed, and may not take part either."
    )
    is_erased = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Its person was erased; it is nobody's for good."
    )
    on_leaderboard = models.BooleanField(
        default=True, db_default=True, help_text="Whether this person may be named among those who brought most."
    )
    token_number = models.PositiveIntegerField(
        default=1, db_default=1, editable=False, help_text="Which of this place's tokens is good; earlier ones are not."
    )

    objects: ClassVar[ParticipantQuerySet] = ParticipantQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            # By condition: a place is claimed while others refer to it, and a key that is written locks them out.
            models.UniqueConstraint(
                fields=["campaign", "user"], condition=Q(user__isnull=False), name="one_place_each"
            ),
            # The target of every composite key that says «of the same campaign».
            models.UniqueConstraint(fields=["id", "campaign"], name="participant_of_a_campaign"),
            models.CheckConstraint(condition=Q(invited_by__lt=F("id")), name="inviter_joined_earlier"),
            models.CheckConstraint(
                condition=Q(handed_up__isnull=True) | Q(handed_up__regex=SPLIT_PATTERN, invited_by__isnull=False),
                name="handed_up_is_a_fraction_to_an_inviter",
            ),
            models.CheckConstraint(
                condition=Q(is_banned=False) | Q(removed_at__isnull=False), name="banned_is_removed_too"
            ),
            models.CheckConstraint(condition=Q(is_erased=False) | Q(user__isnull=True), name="erased_place_is_nobodys"),
            models.CheckConstraint(condition=Q(standing__gte=-4, standing__lte=4), name="standing_is_within_reason"),
        ]
        indexes = [
            models.Index(fields=["campaign", "id"], name="participants_in_order"),
            models.Index(fields=["campaign", "joined_at", "id"], name="participants_by_joining"),
            models.Index(fields=["campaign", "depth", "id"], name="participants_by_depth"),
            # Few: whoever ranks people leaves them out each time.
            models.Index(fields=["campaign"], condition=NOT_RANKED, name="participants_not_ranked"),
        ]

    def __str__(self) -> str:
        return self.display_name


class ReferralLink(Identified):
    """An unguessable code; whoever joins by it is brought in by its owner, or is a root where it has none."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="links")
    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        related_name="links",
        null=True,
        db_constraint=False,
        help_text="Whose link it is; empty for the campaign's own.",
    )
    code = models.CharField(max_length=16, unique=True)
    split = models.CharField(  # noqa: DJ001 - nothing said is unlike every fraction
        max_length=20,
        null=True,
        help_text="The fraction that recruits by this link hand up to its owner; empty for the contract's own.",
    )
    # Whoever joins by the link, and everybody below them, is compared with the people of other arms.
    arm = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="On the campaign's own links: which arm of the campaign they belong to, such as posters-north.",
    )
    expires_at = models.DateTimeField(null=True)
    max_uses = models.PositiveIntegerField(null=True)
    uses = models.PositiveIntegerField(default=0, help_text="Counted only where max_uses limits them.")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(max_uses__isnull=True) | Q(uses__lte=F("max_uses")),
                name="link_is_not_used_more_than_allowed",
            ),
            models.UniqueConstraint(fields=["id", "campaign"], name="link_of_a_campaign"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Za-z]{6,16}$"), name="link_code_is_short_and_plain"
            ),
            models.CheckConstraint(
                condition=Q(split__isnull=True) | Q(split__regex=SPLIT_PATTERN, participant__isnull=False),
                name="link_split_is_a_fraction_to_its_owner",
            ),
            models.CheckConstraint(
                condition=Q(arm="") | Q(participant__isnull=True), name="link_with_an_arm_is_the_campaigns_own"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def has_expired(self, at: datetime) -> bool:
        return self.expires_at is not None and at >= self.expires_at

    def is_exhausted(self) -> bool:
        return self.max_uses is not None and self.uses >= self.max_uses


class Visit(models.Model):
    """A referral link was followed by a person's browser. `visitor` is a random number kept in a cookie, no more."""

    link = models.ForeignKey(ReferralLink, models.CASCADE, related_name="visits")
    visitor = models.UUIDField(default=uuid4)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "visitor"], name="visitor_counts_once_per_link")]

    def __str__(self) -> str:
        return f"{self.link_id} at {self.at:%Y-%m-%d %H:%M}"


class PendingJoin(models.Model):
    """Someone asked to join and has not yet shown that the address is theirs; kept for seven days, by address."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="+")
    email = models.EmailField()
    link = models.ForeignKey(ReferralLink, models.CASCADE, related_name="+", null=True)
    split = models.CharField(  # noqa: DJ001 - nothing said is unlike every fraction
        max_length=20, null=True, help_text="The link's split as it was shown to who asked."
    )
    display_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "email"], name="one_pending_join_per_address"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="pending_email_is_in_lower_case"),
        ]

    def __str__(self) -> str:
        return f"pending join asked {self.asked_at:%Y-%m-%d}"


class ClaimCode(models.Model):
    """A secret that whoever knows it can claim an unclaimed place with, once; only its hash is kept."""

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="claim_code", primary_key=True)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"claim code made {self.made_at:%Y-%m-%d}"
