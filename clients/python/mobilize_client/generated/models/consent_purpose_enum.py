from typing import Literal

ConsentPurposeEnum = Literal["nudges", "place"]

CONSENT_PURPOSE_ENUM_VALUES: set[ConsentPurposeEnum] = {
    "nudges",
    "place",
}


def check_consent_purpose_enum(value: str) -> ConsentPurposeEnum:
    if value in CONSENT_PURPOSE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONSENT_PURPOSE_ENUM_VALUES!r}")
