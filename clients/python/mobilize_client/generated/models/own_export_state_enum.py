from typing import Literal

OwnExportStateEnum = Literal["failed", "making", "queued", "ready"]

OWN_EXPORT_STATE_ENUM_VALUES: set[OwnExportStateEnum] = {
    "failed",
    "making",
    "queued",
    "ready",
}


def check_own_export_state_enum(value: str) -> OwnExportStateEnum:
    if value in OWN_EXPORT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OWN_EXPORT_STATE_ENUM_VALUES!r}")
