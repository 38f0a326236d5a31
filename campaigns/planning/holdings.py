"""What this room holds of people: who drafted a campaign. Its words are the campaign's own."""

from __future__ import annotations

from collections.abc import Iterator

from campaigns.people.models import Role
from campaigns.people.personal import (
    STAND_IN,
    Erasing,
    Holding,
    Obstacle,
    Retention,
    block_by,
    erase_by,
    hold,
    not_personal,
    retain,
)
from campaigns.planning.models import Campaign
from campaigns.saying import said


def campaigns_without_others(user_id: int) -> Iterator[Obstacle]:
    """A campaign that goes on keeps an organizer."""
    for role in _last_organizers(user_id):
        if role.campaign.state != Campaign.State.CLOSED:
            yield Obstacle(
                "last_organizer",
                said(
                    "You are the only organizer of %(title)s (%(slug)s). Invite another one, or close the campaign.",
                    title=role.campaign.title,
                    slug=role.campaign.slug,
                ),
            )


def end_roles(erasing: Erasing) -> None:
    """End the person's roles, but for that of the last organizer of what is closed: nobody in particular keeps it."""
    kept = [role.pk for role in _last_organizers(erasing.person.user_id)]
    Role.objects.filter(user=erasing.person.user_id).exclude(pk__in=kept).delete()


def _last_organizers(user_id: int) -> list[Role]:
    organized = Role.objects.filter(kind=Role.Kind.ORGANIZER)
    own = organized.filter(user=user_id).select_related("campaign")
    return [role for role in own if not organized.filter(campaign=role.campaign_id).exclude(pk=role.pk).exists()]


def declare() -> None:
    retain(Retention("campaign", "as long as the campaign; nobody's after an erasure"))
    hold(
        Holding(
            "campaigns.Campaign",
            of="created_by",
            says="campaigns that one drafted",
            why="to know who answers for a campaign",
            retention="campaign",
            campaign="pk",
            fields={"created_by": "who drafted it"},
            on_erasure={"created_by": STAND_IN},
            shown=("slug", "title", "created_at"),
        )
    )
    hold(
        Holding(
            "campaigns.News",
            of="written_by",
            says="news that one wrote for a campaign",
            why="to know who speaks for a campaign",
            retention="campaign",
            campaign="campaign",
            fields={"written_by": "who wrote it"},
            on_erasure={"written_by": STAND_IN},
            shown=("campaign__slug", "title", "text", "published_at"),
        )
    )
    block_by(campaigns_without_others)
    erase_by(end_roles)
    public = "the campaign's own words, said in public"
    not_personal(
        "campaigns.Campaign",
        slug=public,
        title=public,
        description=public,
        charity_name=public,
        currency="a code",
        time_zone="the campaign's, not a person's",
    )
    not_personal("campaigns.News", title=public, text=public)
    not_personal("campaigns.Objective", title=public, description=public, area=public)
