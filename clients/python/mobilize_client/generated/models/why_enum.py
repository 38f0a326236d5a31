from typing import Literal

WhyEnum = Literal["bounced", "complained", "refused"]

WHY_ENUM_VALUES: set[WhyEnum] = {
    "bounced",
    "complained",
    "refused",
}


def check_why_enum(value: str) -> WhyEnum:
    if value in WHY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WHY_ENUM_VALUES!r}")
