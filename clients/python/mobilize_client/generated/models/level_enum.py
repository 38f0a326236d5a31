from typing import Literal

LevelEnum = Literal["block", "ok", "warn"]

LEVEL_ENUM_VALUES: set[LevelEnum] = {
    "block",
    "ok",
    "warn",
}


def check_level_enum(value: str) -> LevelEnum:
    if value in LEVEL_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEVEL_ENUM_VALUES!r}")
