"""What settlements are narrowed by."""

from __future__ import annotations

from django.db.models import Q

from campaigns.filters import Filters, IdFilter, SinceFilter, UntilFilter, YesNoFilter


class SettlementFilters(Filters):
    finding = IdFilter("finding")
    objective = IdFilter("finding__objective")
    reversed = YesNoFilter(Q(reversed_at__isnull=False), help_text="Whether its money was taken back.")
    settled_from = SinceFilter("settled_at")
    settled_to = UntilFilter("settled_at")
