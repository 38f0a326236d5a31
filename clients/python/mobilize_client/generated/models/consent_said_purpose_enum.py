from typing import Literal

ConsentSaidPurposeEnum = Literal["nudges"]

CONSENT_SAID_PURPOSE_ENUM_VALUES: set[ConsentSaidPurposeEnum] = {
    "nudges",
}


def check_consent_said_purpose_enum(value: str) -> ConsentSaidPurposeEnum:
    if value in CONSENT_SAID_PURPOSE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONSENT_SAID_PURPOSE_ENUM_VALUES!r}")
