from typing import Literal

FamilyEnum = Literal["chain", "peer", "tree"]

FAMILY_ENUM_VALUES: set[FamilyEnum] = {
    "chain",
    "peer",
    "tree",
}


def check_family_enum(value: str) -> FamilyEnum:
    if value in FAMILY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FAMILY_ENUM_VALUES!r}")
