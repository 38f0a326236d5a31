from typing import Literal

ReversalReasonEnum = Literal["duplicate", "fraud", "mistake", "other"]

REVERSAL_REASON_ENUM_VALUES: set[ReversalReasonEnum] = {
    "duplicate",
    "fraud",
    "mistake",
    "other",
}


def check_reversal_reason_enum(value: str) -> ReversalReasonEnum:
    if value in REVERSAL_REASON_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REVERSAL_REASON_ENUM_VALUES!r}")
