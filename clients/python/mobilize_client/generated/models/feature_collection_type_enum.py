from typing import Literal

FeatureCollectionTypeEnum = Literal["FeatureCollection"]

FEATURE_COLLECTION_TYPE_ENUM_VALUES: set[FeatureCollectionTypeEnum] = {
    "FeatureCollection",
}


def check_feature_collection_type_enum(value: str) -> FeatureCollectionTypeEnum:
    if value in FEATURE_COLLECTION_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FEATURE_COLLECTION_TYPE_ENUM_VALUES!r}")
