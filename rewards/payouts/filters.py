"""What batches, payouts and holds are narrowed by."""

from __future__ import annotations

from django.db.models import Q

from campaigns.filters import CaseFilter, Filters, IdFilter, OneOfFilter, SinceFilter, UntilFilter, YesNoFilter
from rewards.payouts.models import Batch
from rewards.payouts.states import PayoutState


class BatchFilters(Filters):
    state = OneOfFilter(choices=Batch.State.choices)
    drafted_from = SinceFilter("drafted_at")
    drafted_to = UntilFilter("drafted_at")


class PayoutFilters(Filters):
    state = OneOfFilter(choices=[(str(state), str(state)) for state in PayoutState])
    participant = IdFilter("participant")
    needs_person = YesNoFilter(Q(needs_person=True))


class PayoutHoldFilters(Filters):
    state = CaseFilter(
        {
            "active": Q(lifted_at__isnull=True),
            "lifted": Q(lifted_at__isnull=False),
            "objected": Q(objection__isnull=False, objection__decided_at__isnull=True),
        },
        help_text="objected: what waits for an answer.",
    )
