from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CircleMemberRequest")


@_attrs_define
class CircleMemberRequest:
    """
    Attributes:
        id (str):
        baseline (int): What they did before.
        activity (int): What they did this time.
        buddies (list[str] | Unset): The ids of their buddies, who name them too.
    """

    id: str
    baseline: int
    activity: int
    buddies: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        baseline = self.baseline

        activity = self.activity

        buddies: list[str] | Unset = UNSET
        if not isinstance(self.buddies, Unset):
            buddies = self.buddies

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "baseline": baseline,
                "activity": activity,
            }
        )
        if buddies is not UNSET:
            field_dict["buddies"] = buddies

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        baseline = d.pop("baseline")

        activity = d.pop("activity")

        buddies = cast(list[str], d.pop("buddies", UNSET))

        circle_member_request = cls(
            id=id,
            baseline=baseline,
            activity=activity,
            buddies=buddies,
        )

        circle_member_request.additional_properties = d
        return circle_member_request

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
