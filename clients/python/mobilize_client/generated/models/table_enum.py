from typing import Literal

TableEnum = Literal["activities", "findings", "participants"]

TABLE_ENUM_VALUES: set[TableEnum] = {
    "activities",
    "findings",
    "participants",
}


def check_table_enum(value: str) -> TableEnum:
    if value in TABLE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TABLE_ENUM_VALUES!r}")
