from typing import Literal

CampaignsLedgerListReason = Literal[
    "debt",
    "debt_repaid",
    "forfeit",
    "funding",
    "payout_failed",
    "payout_paid",
    "payout_returned",
    "payout_started",
    "pledge",
    "refund",
    "release",
    "remainder",
    "repayment",
    "reversal",
    "share",
]

CAMPAIGNS_LEDGER_LIST_REASON_VALUES: set[CampaignsLedgerListReason] = {
    "debt",
    "debt_repaid",
    "forfeit",
    "funding",
    "payout_failed",
    "payout_paid",
    "payout_returned",
    "payout_started",
    "pledge",
    "refund",
    "release",
    "remainder",
    "repayment",
    "reversal",
    "share",
}


def check_campaigns_ledger_list_reason(value: str) -> CampaignsLedgerListReason:
    if value in CAMPAIGNS_LEDGER_LIST_REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LEDGER_LIST_REASON_VALUES!r}")
