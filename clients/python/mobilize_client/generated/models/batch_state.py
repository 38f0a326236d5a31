from typing import Literal

BatchState = Literal["approved", "cancelled", "done", "draft", "sent"]

BATCH_STATE_VALUES: set[BatchState] = {
    "approved",
    "cancelled",
    "done",
    "draft",
    "sent",
}


def check_batch_state(value: str) -> BatchState:
    if value in BATCH_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_STATE_VALUES!r}")
