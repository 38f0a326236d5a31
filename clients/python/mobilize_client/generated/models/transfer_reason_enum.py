from typing import Literal

TransferReasonEnum = Literal[
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

TRANSFER_REASON_ENUM_VALUES: set[TransferReasonEnum] = {
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


def check_transfer_reason_enum(value: str) -> TransferReasonEnum:
    if value in TRANSFER_REASON_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRANSFER_REASON_ENUM_VALUES!r}")
