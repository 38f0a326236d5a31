from typing import Literal

HowEnum = Literal["api", "join", "one_click", "page", "place"]

HOW_ENUM_VALUES: set[HowEnum] = {
    "api",
    "join",
    "one_click",
    "page",
    "place",
}


def check_how_enum(value: str) -> HowEnum:
    if value in HOW_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HOW_ENUM_VALUES!r}")
