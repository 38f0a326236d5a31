"""What findings are narrowed by."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.filters import BoxFilter, Filters, IdFilter, OneOfFilter, SinceFilter, UntilFilter, YesNoFilter
from campaigns.findings.models import Evidence, Finding
from campaigns.findings.showing import known_places
from campaigns.people.doors import signed_in


class FindingFilters(Filters):
    state = OneOfFilter(choices=Finding.State.choices)
    objective = IdFilter("objective")
    participant = IdFilter("participant")
    observed_from = SinceFilter("observed_at")
    observed_to = UntilFilter("observed_at")
    received_from = SinceFilter("received_at")
    received_to = UntilFilter("received_at")
    bbox = BoxFilter(
        help_text="West, south, east, north in degrees; west of the antimeridian to east of it too. Only"
        " findings whose place one sees exactly."
    )
    has_evidence = YesNoFilter(Q(Exists(Evidence.objects.filter(finding=OuterRef("pk")))))

    def filter_queryset(self, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        findings: QuerySet[Finding] = super().filter_queryset(queryset)
        if self.form.cleaned_data["bbox"] is None:
            return findings
        return findings.filter(known_places(signed_in(self.request), self.request.parser_context["view"].campaign.pk))
