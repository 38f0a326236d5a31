from typing import Literal

PointTypeEnum = Literal["Point"]

POINT_TYPE_ENUM_VALUES: set[PointTypeEnum] = {
    "Point",
}


def check_point_type_enum(value: str) -> PointTypeEnum:
    if value in POINT_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POINT_TYPE_ENUM_VALUES!r}")
