from typing import Literal

EnteredState = Literal["failed", "returned", "settled"]

ENTERED_STATE_VALUES: set[EnteredState] = {
    "failed",
    "returned",
    "settled",
}


def check_entered_state(value: str) -> EnteredState:
    if value in ENTERED_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ENTERED_STATE_VALUES!r}")
