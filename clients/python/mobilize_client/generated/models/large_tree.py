from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LargeTree")


@_attrs_define
class LargeTree:
    """
    Attributes:
        root (str): The name of whoever began it.
        people (int):
        structural_virality (float | None):
    """

    root: str
    people: int
    structural_virality: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        root = self.root

        people = self.people

        structural_virality: float | None
        structural_virality = self.structural_virality

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "root": root,
                "people": people,
                "structural_virality": structural_virality,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        root = d.pop("root")

        people = d.pop("people")

        def _parse_structural_virality(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        structural_virality = _parse_structural_virality(d.pop("structural_virality"))

        large_tree = cls(
            root=root,
            people=people,
            structural_virality=structural_virality,
        )

        large_tree.additional_properties = d
        return large_tree

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
