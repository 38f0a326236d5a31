"""Who takes part, narrowed by what is counted of them as well; the list itself is `recruiting`'s."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from campaigns.filters import OneOfFilter
from campaigns.participation.persons import is_active
from campaigns.recruiting.api import ParticipantsView
from campaigns.recruiting.filters import ParticipantFilters


class ActiveFilter(OneOfFilter):
    """Participants who have not lapsed, or all others, those who never did anything among them."""

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return rows
        campaign = self.parent.request.parser_context["view"].campaign
        active = is_active(campaign, at=timezone.now())
        return rows.filter(active if value == "true" else ~active)


class CountedParticipantFilters(ParticipantFilters):
    active = ActiveFilter(
        choices=[("true", "yes"), ("false", "no")],
        help_text="Whether they did something (brought somebody in, reported, vouched, reviewed, or what the campaign"
        " counts) on one of the last days, by its clocks, as many as its lapse gap has: gap_days of its"
        " participation settings, 14 by default. What happened in the last seconds may not be counted yet.",
    )


class CountedParticipantsView(ParticipantsView):
    filterset_class = CountedParticipantFilters
