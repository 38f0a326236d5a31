from typing import Literal

FeatureTypeEnum = Literal["Feature"]

FEATURE_TYPE_ENUM_VALUES: set[FeatureTypeEnum] = {
    "Feature",
}


def check_feature_type_enum(value: str) -> FeatureTypeEnum:
    if value in FEATURE_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FEATURE_TYPE_ENUM_VALUES!r}")
