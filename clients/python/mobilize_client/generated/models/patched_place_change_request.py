from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedPlaceChangeRequest")


@_attrs_define
class PatchedPlaceChangeRequest:
    """
    Attributes:
        on_leaderboard (bool | Unset): Whether I may be named on the campaign's leaderboard.
        display_name (str | Unset): The name by which I am seen in this campaign.
    """

    on_leaderboard: bool | Unset = UNSET
    display_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        on_leaderboard = self.on_leaderboard

        display_name = self.display_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if on_leaderboard is not UNSET:
            field_dict["on_leaderboard"] = on_leaderboard
        if display_name is not UNSET:
            field_dict["display_name"] = display_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        on_leaderboard = d.pop("on_leaderboard", UNSET)

        display_name = d.pop("display_name", UNSET)

        patched_place_change_request = cls(
            on_leaderboard=on_leaderboard,
            display_name=display_name,
        )

        patched_place_change_request.additional_properties = d
        return patched_place_change_request

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
