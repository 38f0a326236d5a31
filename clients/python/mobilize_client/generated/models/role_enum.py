from typing import Literal

RoleEnum = Literal["organizer", "reviewer", "treasurer"]

ROLE_ENUM_VALUES: set[RoleEnum] = {
    "organizer",
    "reviewer",
    "treasurer",
}


def check_role_enum(value: str) -> RoleEnum:
    if value in ROLE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROLE_ENUM_VALUES!r}")
