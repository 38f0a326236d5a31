from typing import Literal

ReasonReasonEnum = Literal[
    "account_closed",
    "address_stopped",
    "campaign_closed",
    "enough_letters",
    "in_quarantine",
    "no_account",
    "no_consent",
    "not_wanted",
    "nudged_lately",
    "removed",
]

REASON_REASON_ENUM_VALUES: set[ReasonReasonEnum] = {
    "account_closed",
    "address_stopped",
    "campaign_closed",
    "enough_letters",
    "in_quarantine",
    "no_account",
    "no_consent",
    "not_wanted",
    "nudged_lately",
    "removed",
}


def check_reason_reason_enum(value: str) -> ReasonReasonEnum:
    if value in REASON_REASON_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REASON_REASON_ENUM_VALUES!r}")
