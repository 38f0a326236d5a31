from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.feature_type_enum import FeatureTypeEnum, check_feature_type_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.feature_properties import FeatureProperties
    from ..models.point import Point


T = TypeVar("T", bound="Feature")


@_attrs_define
class Feature:
    """
    Attributes:
        type_ (FeatureTypeEnum): * `Feature` - Feature
        geometry (None | Point):
        properties (FeatureProperties):
        id (UUID | Unset):
    """

    type_: FeatureTypeEnum
    geometry: None | Point
    properties: FeatureProperties
    id: UUID | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.point import Point  # noqa: PLC0415

        type_: str = self.type_

        geometry: dict[str, Any] | None
        if isinstance(self.geometry, Point):
            geometry = self.geometry.to_dict()
        else:
            geometry = self.geometry

        properties = self.properties.to_dict()

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "geometry": geometry,
                "properties": properties,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.feature_properties import FeatureProperties  # noqa: PLC0415
        from ..models.point import Point  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_feature_type_enum(d.pop("type"))

        def _parse_geometry(data: object) -> None | Point:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                geometry_type_0 = Point.from_dict(data)

                return geometry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Point, data)

        geometry = _parse_geometry(d.pop("geometry"))

        properties = FeatureProperties.from_dict(d.pop("properties"))

        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        feature = cls(
            type_=type_,
            geometry=geometry,
            properties=properties,
            id=id,
        )

        feature.additional_properties = d
        return feature

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
