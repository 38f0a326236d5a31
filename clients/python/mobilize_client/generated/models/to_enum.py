from typing import Literal

ToEnum = Literal["charity", "solidarity"]

TO_ENUM_VALUES: set[ToEnum] = {
    "charity",
    "solidarity",
}


def check_to_enum(value: str) -> ToEnum:
    if value in TO_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TO_ENUM_VALUES!r}")
