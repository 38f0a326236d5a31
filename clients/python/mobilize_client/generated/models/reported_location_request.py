from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reported_location_source_enum import (
    ReportedLocationSourceEnum,
    check_reported_location_source_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReportedLocationRequest")


@_attrs_define
class ReportedLocationRequest:
    """A position, an address in words, or both.

    Attributes:
        latitude (float | Unset):
        longitude (float | Unset):
        accuracy_m (float | None | Unset):
        source (ReportedLocationSourceEnum | Unset): * `device` - device
            * `map` - map
            * `address` - address
        address (str | Unset): In words. It becomes the last line of the note, for the reviewer to read.
    """

    latitude: float | Unset = UNSET
    longitude: float | Unset = UNSET
    accuracy_m: float | None | Unset = UNSET
    source: ReportedLocationSourceEnum | Unset = UNSET
    address: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        latitude = self.latitude

        longitude = self.longitude

        accuracy_m: float | None | Unset
        if isinstance(self.accuracy_m, Unset):
            accuracy_m = UNSET
        else:
            accuracy_m = self.accuracy_m

        source: str | Unset = UNSET
        if not isinstance(self.source, Unset):
            source = self.source

        address = self.address

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if latitude is not UNSET:
            field_dict["latitude"] = latitude
        if longitude is not UNSET:
            field_dict["longitude"] = longitude
        if accuracy_m is not UNSET:
            field_dict["accuracy_m"] = accuracy_m
        if source is not UNSET:
            field_dict["source"] = source
        if address is not UNSET:
            field_dict["address"] = address

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        latitude = d.pop("latitude", UNSET)

        longitude = d.pop("longitude", UNSET)

        def _parse_accuracy_m(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m", UNSET))

        _source = d.pop("source", UNSET)
        source: ReportedLocationSourceEnum | Unset
        if isinstance(_source, Unset):
            source = UNSET
        else:
            source = check_reported_location_source_enum(_source)

        address = d.pop("address", UNSET)

        reported_location_request = cls(
            latitude=latitude,
            longitude=longitude,
            accuracy_m=accuracy_m,
            source=source,
            address=address,
        )

        reported_location_request.additional_properties = d
        return reported_location_request

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
