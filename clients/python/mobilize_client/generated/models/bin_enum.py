from typing import Literal

BinEnum = Literal["day", "hour"]

BIN_ENUM_VALUES: set[BinEnum] = {
    "day",
    "hour",
}


def check_bin_enum(value: str) -> BinEnum:
    if value in BIN_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BIN_ENUM_VALUES!r}")
