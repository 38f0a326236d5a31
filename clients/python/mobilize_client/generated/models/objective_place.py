from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ObjectivePlace")


@_attrs_define
class ObjectivePlace:
    """Where to look: a place, or an area around it.

    Attributes:
        latitude (float):
        longitude (float):
        radius_m (int | None | Unset): How far around it to look; null for the place itself.
    """

    latitude: float
    longitude: float
    radius_m: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        latitude = self.latitude

        longitude = self.longitude

        radius_m: int | None | Unset
        if isinstance(self.radius_m, Unset):
            radius_m = UNSET
        else:
            radius_m = self.radius_m

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "latitude": latitude,
                "longitude": longitude,
            }
        )
        if radius_m is not UNSET:
            field_dict["radius_m"] = radius_m

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        latitude = d.pop("latitude")

        longitude = d.pop("longitude")

        def _parse_radius_m(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        radius_m = _parse_radius_m(d.pop("radius_m", UNSET))

        objective_place = cls(
            latitude=latitude,
            longitude=longitude,
            radius_m=radius_m,
        )

        objective_place.additional_properties = d
        return objective_place

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
