"""The operator's view of the money, to look at: it moves by operations alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Funding, Refund, Transfer
from rewards.payouts.models import Batch, Destination, Payout, PayoutHold, PayoutObjection, PayoutRules
from rewards.settlement.models import Settlement


@admin.register(
    Account, Batch, Contract, Payout, PayoutHold, PayoutObjection, PayoutRules, Refund, Settlement, Transfer
)
class BooksAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Funding)
class FundingAdmin(BooksAdmin):
    """Leads to the screen where its arrival is confirmed."""

    list_display = ("campaign", "amount_minor", "reference", "pledged_at", "received_at")
    list_select_related = ("campaign",)

    def view_on_site(self, funding: Funding) -> str:
        return f"/app/c/{funding.campaign.slug}/manage/money"


@admin.register(Destination)
class DestinationAdmin(BooksAdmin):
    """Masked: an operator has no need to read where anybody's money goes."""

    exclude = ("sealed", "fingerprint")
