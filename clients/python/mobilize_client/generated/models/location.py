from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.location_source_enum import LocationSourceEnum, check_location_source_enum

T = TypeVar("T", bound="Location")


@_attrs_define
class Location:
    """Where a finding was, as far as the caller may see it.

    Attributes:
        latitude (float):
        longitude (float):
        accuracy_m (float | None): How far from there it may be.
        source (LocationSourceEnum): * `device` - the device's position
            * `map` - a point on the map
            * `address` - an address
            * `import` - an imported file
        exact (bool): False where the place was moved for whoever may not see it exactly.
    """

    latitude: float
    longitude: float
    accuracy_m: float | None
    source: LocationSourceEnum
    exact: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        latitude = self.latitude

        longitude = self.longitude

        accuracy_m: float | None
        accuracy_m = self.accuracy_m

        source: str = self.source

        exact = self.exact

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "latitude": latitude,
                "longitude": longitude,
                "accuracy_m": accuracy_m,
                "source": source,
                "exact": exact,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        latitude = d.pop("latitude")

        longitude = d.pop("longitude")

        def _parse_accuracy_m(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m"))

        source = check_location_source_enum(d.pop("source"))

        exact = d.pop("exact")

        location = cls(
            latitude=latitude,
            longitude=longitude,
            accuracy_m=accuracy_m,
            source=source,
            exact=exact,
        )

        location.additional_properties = d
        return location

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
