from typing import Literal

RejectionReasonEnum = Literal["criteria_not_met", "duplicate", "invalid_proof", "other", "out_of_window", "wrong_place"]

REJECTION_REASON_ENUM_VALUES: set[RejectionReasonEnum] = {
    "criteria_not_met",
    "duplicate",
    "invalid_proof",
    "other",
    "out_of_window",
    "wrong_place",
}


def check_rejection_reason_enum(value: str) -> RejectionReasonEnum:
    if value in REJECTION_REASON_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REJECTION_REASON_ENUM_VALUES!r}")
