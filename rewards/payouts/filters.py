"""What batches and payouts are narrowed by."""

from __future__ import annotations

from django.db.models import Q

from campaigns.filters import Filters, IdFilter, OneOfFilter, SinceFilter, UntilFilter, YesNoFilter
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
