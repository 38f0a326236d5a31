from typing import Literal

CampaignsLedgerListFormat = Literal["csv", "json"]

CAMPAIGNS_LEDGER_LIST_FORMAT_VALUES: set[CampaignsLedgerListFormat] = {
    "csv",
    "json",
}


def check_campaigns_ledger_list_format(value: str) -> CampaignsLedgerListFormat:
    if value in CAMPAIGNS_LEDGER_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LEDGER_LIST_FORMAT_VALUES!r}")
