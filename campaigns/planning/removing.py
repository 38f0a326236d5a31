"""Removing what was only planned: an objective of a draft, and a draft that nobody pledged money to or takes part in.

What rooms above have planned for it goes with it; they say so in `GOES_WITH_OBJECTIVE` and `GOES_WITH_DRAFT` when their
app gets ready, and refuse where something has happened that stays on record. The log keeps that it was there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from campaigns.events.operations import record_event
from campaigns.people.models import ApiKey, Role, RoleInvitation, User
from campaigns.planning.models import Campaign, News, Objective
from campaigns.planning.operations import lock_campaign, lock_objective, require_draft

# Each is called with the locks of the campaign and the objective held, and removes or refuses.
GOES_WITH_OBJECTIVE: list[Callable[[Objective], None]] = []
GOES_WITH_DRAFT: list[Callable[[Campaign], None]] = []


def remove_objective(*, objective: Objective, actor: User, at: datetime) -> None:
    """Take an objective out of a draft, with its contract and its secret facts."""
    with transaction.atomic():
        campaign = lock_campaign(objective.campaign_id)
        require_draft(campaign, "An objective is removed while its campaign is a draft.")
        objective = lock_objective(objective.pk)
        _remove_planned(objective)
        record_event(
            kind="objective.removed",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk,
            data={"objective": str(objective.public_id)},
        )


def remove_draft(*, campaign: Campaign, actor: User, at: datetime) -> None:
    """Remove a draft and all that was planned in it; its address is free again."""
    with transaction.atomic():
        campaign = lock_campaign(campaign.pk)
        require_draft(campaign, "A campaign is removed while it is a draft; later it is closed.")
        for objective in campaign.objectives.select_for_update(no_key=True):
            _remove_planned(objective)
        for remove in GOES_WITH_DRAFT:
            remove(campaign)
        News.objects.filter(campaign=campaign).delete()
        RoleInvitation.objects.filter(campaign=campaign).delete()
        ApiKey.objects.filter(campaign=campaign).delete()
        record_event(
            kind="campaign.removed", at=at, campaign_id=campaign.pk, actor_id=actor.pk, data={"slug": campaign.slug}
        )
        with connection.cursor() as cursor:
            # Before its roles, whose law is that a campaign that is there keeps an organizer. Whatever else still
            # refers to it is found by the database when this commits.
            cursor.execute("DELETE FROM campaigns_campaign WHERE id = %s", [campaign.pk])
        Role.objects.filter(campaign=campaign.pk).delete()


def _remove_planned(objective: Objective) -> None:
    for remove in GOES_WITH_OBJECTIVE:
        remove(objective)
    Objective.objects.filter(pk=objective.pk).delete()
