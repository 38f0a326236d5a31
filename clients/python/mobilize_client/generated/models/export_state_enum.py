from typing import Literal

ExportStateEnum = Literal["cancelled", "done", "failed", "queued", "running"]

EXPORT_STATE_ENUM_VALUES: set[ExportStateEnum] = {
    "cancelled",
    "done",
    "failed",
    "queued",
    "running",
}


def check_export_state_enum(value: str) -> ExportStateEnum:
    if value in EXPORT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_STATE_ENUM_VALUES!r}")
