from typing import Literal

CampaignsLedgerListAccount = Literal[
    "charity", "escrow", "held", "in_payout", "owed_back", "owed_by", "paid", "payable", "solidarity", "world"
]

CAMPAIGNS_LEDGER_LIST_ACCOUNT_VALUES: set[CampaignsLedgerListAccount] = {
    "charity",
    "escrow",
    "held",
    "in_payout",
    "owed_back",
    "owed_by",
    "paid",
    "payable",
    "solidarity",
    "world",
}


def check_campaigns_ledger_list_account(value: str) -> CampaignsLedgerListAccount:
    if value in CAMPAIGNS_LEDGER_LIST_ACCOUNT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LEDGER_LIST_ACCOUNT_VALUES!r}")
