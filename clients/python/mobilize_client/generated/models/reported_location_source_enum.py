from typing import Literal

ReportedLocationSourceEnum = Literal["address", "device", "map"]

REPORTED_LOCATION_SOURCE_ENUM_VALUES: set[ReportedLocationSourceEnum] = {
    "address",
    "device",
    "map",
}


def check_reported_location_source_enum(value: str) -> ReportedLocationSourceEnum:
    if value in REPORTED_LOCATION_SOURCE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPORTED_LOCATION_SOURCE_ENUM_VALUES!r}")
