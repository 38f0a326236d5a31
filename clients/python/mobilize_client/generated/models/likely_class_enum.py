from typing import Literal

LikelyClassEnum = Literal["grown among people", "outside, not passed on", "outside, passed on"]

LIKELY_CLASS_ENUM_VALUES: set[LikelyClassEnum] = {
    "grown among people",
    "outside, not passed on",
    "outside, passed on",
}


def check_likely_class_enum(value: str) -> LikelyClassEnum:
    if value in LIKELY_CLASS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIKELY_CLASS_ENUM_VALUES!r}")
