from typing import Literal

AttributionEnum = Literal["first", "last"]

ATTRIBUTION_ENUM_VALUES: set[AttributionEnum] = {
    "first",
    "last",
}


def check_attribution_enum(value: str) -> AttributionEnum:
    if value in ATTRIBUTION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTRIBUTION_ENUM_VALUES!r}")
