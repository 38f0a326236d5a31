from typing import Literal

CampaignsLedgerListOrdering = Literal["-made", "made"]

CAMPAIGNS_LEDGER_LIST_ORDERING_VALUES: set[CampaignsLedgerListOrdering] = {
    "-made",
    "made",
}


def check_campaigns_ledger_list_ordering(value: str) -> CampaignsLedgerListOrdering:
    if value in CAMPAIGNS_LEDGER_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LEDGER_LIST_ORDERING_VALUES!r}")
