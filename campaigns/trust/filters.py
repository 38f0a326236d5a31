"""What signals, holds and objections are narrowed by."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q
from django.utils import timezone

from campaigns.filters import CaseFilter, Filters, OneOfFilter
from campaigns.trust.models import Hold, Signal
from campaigns.trust.risk import RULES

KINDS = sorted(RULES)


class SeverityFilter(OneOfFilter):
    shape: ClassVar = {"type": "integer", "enum": [1, 2, 3]}


class SignalFilters(Filters):
    state = OneOfFilter(choices=Signal.State.choices)
    kind = OneOfFilter(choices=[(kind, kind) for kind in KINDS])
    severity = SeverityFilter(choices=[(severity, severity) for severity in (1, 2, 3)])


class HoldFilters(Filters):
    state = CaseFilter(
        {
            "active": lambda: Q(pk__in=Hold.objects.active(timezone.now())),
            "decided": Q(decided_at__isnull=False),
        },
        help_text="active: neither decided nor run out.",
    )


class ObjectionFilters(Filters):
    state = CaseFilter({"open": Q(decided_at__isnull=True), "decided": Q(decided_at__isnull=False)})
