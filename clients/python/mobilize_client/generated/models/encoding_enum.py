from typing import Literal

EncodingEnum = Literal["iso-8859-1", "utf-16", "utf-8", "windows-1252"]

ENCODING_ENUM_VALUES: set[EncodingEnum] = {
    "iso-8859-1",
    "utf-16",
    "utf-8",
    "windows-1252",
}


def check_encoding_enum(value: str) -> EncodingEnum:
    if value in ENCODING_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ENCODING_ENUM_VALUES!r}")
