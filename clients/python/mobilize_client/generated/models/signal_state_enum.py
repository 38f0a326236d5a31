from typing import Literal

SignalStateEnum = Literal["cleared", "open", "upheld"]

SIGNAL_STATE_ENUM_VALUES: set[SignalStateEnum] = {
    "cleared",
    "open",
    "upheld",
}


def check_signal_state_enum(value: str) -> SignalStateEnum:
    if value in SIGNAL_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIGNAL_STATE_ENUM_VALUES!r}")
