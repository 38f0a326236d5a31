"""What participants are narrowed by."""

from __future__ import annotations

from django.db.models import Q

from campaigns.filters import (
    CaseFilter,
    Filters,
    IdFilter,
    SearchFilter,
    SinceFilter,
    UntilFilter,
    WholeFilter,
    YesNoFilter,
)


class ParticipantFilters(Filters):
    search = SearchFilter("display_name", help_text="Part of a display name.")
    depth = WholeFilter("depth", help_text="Steps below the root, which is generation 0.")
    invited_by = IdFilter("invited_by")
    joined_from = SinceFilter("joined_at")
    joined_to = UntilFilter("joined_at")
    claimed = YesNoFilter(Q(user__isnull=False), help_text="Whether a person with an account has the place.")
    state = CaseFilter(
        {
            "open": Q(removed_at__isnull=True, frozen_at__isnull=True),
            "excluded": Q(removed_at__isnull=False, is_banned=False),
            "banned": Q(is_banned=True, removed_at__isnull=False),
            "quarantined": Q(frozen_at__isnull=False),
        },
        help_text="What was decided about them: nothing, that they earn nothing, that they take no part either, or that"
        " their branch is in quarantine from them on.",
    )
