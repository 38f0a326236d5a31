"""What participants are narrowed by."""

from __future__ import annotations

from django.db.models import Q

from campaigns.filters import Filters, IdFilter, SearchFilter, SinceFilter, UntilFilter, WholeFilter, YesNoFilter


class ParticipantFilters(Filters):
    search = SearchFilter("display_name", help_text="Part of a display name.")
    depth = WholeFilter("depth", help_text="Steps below the root, which is generation 0.")
    invited_by = IdFilter("invited_by")
    joined_from = SinceFilter("joined_at")
    joined_to = UntilFilter("joined_at")
    claimed = YesNoFilter(Q(user__isnull=False), help_text="Whether a person with an account has the place.")
