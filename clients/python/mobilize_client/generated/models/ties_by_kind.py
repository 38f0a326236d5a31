from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TiesByKind")


@_attrs_define
class TiesByKind:
    """By what the first exchange was.

    Attributes:
        recruit (int):
        corroboration (int):
        vouch (int):
        thanks (int):
        buddy (int):
    """

    recruit: int
    corroboration: int
    vouch: int
    thanks: int
    buddy: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        recruit = self.recruit

        corroboration = self.corroboration

        vouch = self.vouch

        thanks = self.thanks

        buddy = self.buddy

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recruit": recruit,
                "corroboration": corroboration,
                "vouch": vouch,
                "thanks": thanks,
                "buddy": buddy,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        recruit = d.pop("recruit")

        corroboration = d.pop("corroboration")

        vouch = d.pop("vouch")

        thanks = d.pop("thanks")

        buddy = d.pop("buddy")

        ties_by_kind = cls(
            recruit=recruit,
            corroboration=corroboration,
            vouch=vouch,
            thanks=thanks,
            buddy=buddy,
        )

        ties_by_kind.additional_properties = d
        return ties_by_kind

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
