from typing import Literal

LocationPrivacyEnum = Literal["exact", "fuzzed", "hidden"]

LOCATION_PRIVACY_ENUM_VALUES: set[LocationPrivacyEnum] = {
    "exact",
    "fuzzed",
    "hidden",
}


def check_location_privacy_enum(value: str) -> LocationPrivacyEnum:
    if value in LOCATION_PRIVACY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LOCATION_PRIVACY_ENUM_VALUES!r}")
