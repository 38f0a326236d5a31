from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PlaceQr")


@_attrs_define
class PlaceQr:
    """
    Attributes:
        svg (str | Unset):
        png (str | Unset):
    """

    svg: str | Unset = UNSET
    png: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        svg = self.svg

        png = self.png

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if svg is not UNSET:
            field_dict["svg"] = svg
        if png is not UNSET:
            field_dict["png"] = png

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        svg = d.pop("svg", UNSET)

        png = d.pop("png", UNSET)

        place_qr = cls(
            svg=svg,
            png=png,
        )

        place_qr.additional_properties = d
        return place_qr

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
