from typing import Literal

DelimiterEnum = Literal["comma", "pipe", "semicolon", "tab"]

DELIMITER_ENUM_VALUES: set[DelimiterEnum] = {
    "comma",
    "pipe",
    "semicolon",
    "tab",
}


def check_delimiter_enum(value: str) -> DelimiterEnum:
    if value in DELIMITER_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DELIMITER_ENUM_VALUES!r}")
