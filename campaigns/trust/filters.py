"""What signals, holds and objections are narrowed by."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters

from campaigns.filters import CaseFilter, Filters, IdField, IdFilter, OneOfFilter
from campaigns.trust.models import Hold, Signal
from campaigns.trust.risk import RULES

KINDS = sorted(RULES)


class SeverityFilter(OneOfFilter):
    shape: ClassVar = {"type": "integer", "enum": [1, 2, 3]}


class ConcernedFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those that concern this person; facts name people by their ids."""

    field_class = IdField
    shape: ClassVar = {"type": "string", "format": "uuid"}

    def filter(self, rows: QuerySet[Any], value: UUID | None) -> QuerySet[Any]:
        return rows if value is None else rows.filter(facts__people__contains=[str(value)])


class SignalFilters(Filters):
    participant = ConcernedFilter(help_text="Whom they concern, suspected or not.")
    state = OneOfFilter(choices=Signal.State.choices)
    kind = OneOfFilter(choices=[(kind, kind) for kind in KINDS])
    severity = SeverityFilter(choices=[(severity, severity) for severity in (1, 2, 3)])


class HoldFilters(Filters):
    participant = IdFilter("participant")
    state = CaseFilter(
        {
            "active": lambda: Q(pk__in=Hold.objects.active(timezone.now())),
            "decided": Q(decided_at__isnull=False),
        },
        help_text="active: neither decided nor run out.",
    )


class ObjectionFilters(Filters):
    participant = IdFilter("participant")
    state = CaseFilter({"open": Q(decided_at__isnull=True), "decided": Q(decided_at__isnull=False)})
