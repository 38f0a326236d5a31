from typing import Literal

LocationSourceEnum = Literal["address", "device", "import", "map"]

LOCATION_SOURCE_ENUM_VALUES: set[LocationSourceEnum] = {
    "address",
    "device",
    "import",
    "map",
}


def check_location_source_enum(value: str) -> LocationSourceEnum:
    if value in LOCATION_SOURCE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LOCATION_SOURCE_ENUM_VALUES!r}")
