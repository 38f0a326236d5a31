from typing import Literal

PayoutStateEnum = Literal["failed", "queued", "returned", "sent", "settled", "unknown"]

PAYOUT_STATE_ENUM_VALUES: set[PayoutStateEnum] = {
    "failed",
    "queued",
    "returned",
    "sent",
    "settled",
    "unknown",
}


def check_payout_state_enum(value: str) -> PayoutStateEnum:
    if value in PAYOUT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PAYOUT_STATE_ENUM_VALUES!r}")
