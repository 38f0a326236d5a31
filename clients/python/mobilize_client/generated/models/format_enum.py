from typing import Literal

FormatEnum = Literal["csv", "geojson"]

FORMAT_ENUM_VALUES: set[FormatEnum] = {
    "csv",
    "geojson",
}


def check_format_enum(value: str) -> FormatEnum:
    if value in FORMAT_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FORMAT_ENUM_VALUES!r}")
