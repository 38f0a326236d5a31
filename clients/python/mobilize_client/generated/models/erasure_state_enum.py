from typing import Literal

ErasureStateEnum = Literal["asked", "done", "erased"]

ERASURE_STATE_ENUM_VALUES: set[ErasureStateEnum] = {
    "asked",
    "done",
    "erased",
}


def check_erasure_state_enum(value: str) -> ErasureStateEnum:
    if value in ERASURE_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ERASURE_STATE_ENUM_VALUES!r}")
