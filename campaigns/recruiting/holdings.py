"""What this room holds of people: their places in campaigns, their links, and what they asked for before joining."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Left, Replace

from campaigns.people.personal import DELETED, ERASED_NAME, Holding, Retention, hold, not_personal, retain, wind_up_by
from campaigns.recruiting.models import Participant
from campaigns.recruiting.operations import PENDING_DAYS
from campaigns.recruiting.participant_tokens import end_tokens
from campaigns.recruiting.standing import remove_member

# Another code by chance: the old one stands in messages and on posters as this person's.
NEW_CODE = Left(Replace(Cast(RandomUUID(), CharField()), Value("-"), Value("")), 16)


def close_places(user_id: int, money_to: str, clock: Callable[[], datetime]) -> None:
    """Let the person's places earn nothing any more and take no part, and end the tokens that speak for them."""
    for place in Participant.objects.of(user_id).filter(is_banned=False):
        at = clock()
        with transaction.atomic():
            end_tokens(participant=place, at=at)
            place.refresh_from_db()
            remove_member(participant=place, banned=True, actor=None, at=at)
            if not place.is_banned:
                # Removed before, for another reason; from now on they take no part either.
                Participant.objects.filter(pk=place.pk).update(is_banned=True)


def declare() -> None:
    retain(
        Retention("place", "as long as the campaign: the tree and the ledger rest on it; nobody's after an erasure"),
        Retention(
            "pending join",
            f"{PENDING_DAYS} days",
            lasts=timedelta(days=PENDING_DAYS),
            swept_by="campaigns.recruiting.tasks.forget_pending_joins",
        ),
    )
    hold(
        Holding(
            "campaigns.Participant",
            of="user",
            says="places in campaigns",
            why="to know who brought whom, and to pay by it",
            retention="place",
            campaign="campaign",
            fields={"user": "whose place it is", "display_name": "the name that is shown"},
            on_erasure={"user": None, "display_name": ERASED_NAME, "is_erased": True},
            shown=(
                "public_id",
                "campaign__slug",
                "joined_at",
                "invited_by__public_id",
                "depth",
                "handed_up",
                "on_leaderboard",
            ),
        ),
        Holding(
            "campaigns.ReferralLink",
            of="participant__user",
            says="links by which one invites",
            why="to know whom one brought",
            retention="place",
            campaign="campaign",
            fields={"code": "the code, which is known as this person's wherever they posted it"},
            on_erasure={"code": NEW_CODE},
            shown=("campaign__slug", "split", "uses", "created_at", "expires_at"),
        ),
        Holding(
            "campaigns.PendingJoin",
            of="email",
            by_address=True,
            says="campaigns that one asked to join",
            why="to keep who invited whom until the address is confirmed",
            retention="pending join",
            campaign="campaign",
            fields={"email": "the address", "display_name": "the name to be shown"},
            on_erasure=DELETED,
            shown=("campaign__slug", "asked_at", "expires_at"),
        ),
        Holding(
            "campaigns.ClaimCode",
            of="participant__user",
            says="the code by which a place was claimed",
            why="to give a place to whoever made it",
            retention="place",
            campaign="participant__campaign",
            fields={"code_hash": "a keyed hash of the code"},
            on_erasure=DELETED,
            shown=("made_at", "redeemed_at"),
            kept_back={"code_hash": "a hash is of use to nobody but an attacker"},
        ),
    )
    wind_up_by(2, close_places)
    not_personal("campaigns.Participant", handed_up="a fraction that many have")
    not_personal("campaigns.ReferralLink", split="a fraction that many have", arm="a word of the campaign's")
    not_personal("campaigns.PendingJoin", split="a fraction that many have")
    not_personal("campaigns.Visit", visitor="a random number from a browser's cookie; nothing leads from it to anybody")
