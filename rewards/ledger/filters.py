"""What fundings and transfers are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from campaigns.filters import Filters, OneOfFilter, SinceFilter, UntilFilter
from rewards.ledger.models import Account, Transfer


class AccountFilter(OneOfFilter):
    """Transfers that leave or enter an account of this kind."""

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(Q(debit__kind=value) | Q(credit__kind=value)) if value else rows


class TransferFilters(Filters):
    account = AccountFilter(choices=Account.Kind.choices, help_text="The kind that the money leaves or enters.")
    reason = OneOfFilter(choices=Transfer.Reason.choices)
    created_from = SinceFilter("created_at")
    created_to = UntilFilter("created_at")


class FundingStateFilter(OneOfFilter):
    """Fundings that were received, or are still only pledged."""

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(received_at__isnull=value == "pledged") if value else rows


class FundingFilters(Filters):
    state = FundingStateFilter(choices=[("pledged", "pledged"), ("received", "received")])
    pledged_from = SinceFilter("pledged_at")
    pledged_to = UntilFilter("pledged_at")
