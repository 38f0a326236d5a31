from typing import Literal

OwnHoldStateEnum = Literal["banned", "excluded", "reinstated", "waiting"]

OWN_HOLD_STATE_ENUM_VALUES: set[OwnHoldStateEnum] = {
    "banned",
    "excluded",
    "reinstated",
    "waiting",
}


def check_own_hold_state_enum(value: str) -> OwnHoldStateEnum:
    if value in OWN_HOLD_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OWN_HOLD_STATE_ENUM_VALUES!r}")
