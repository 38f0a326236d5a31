from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OwnStanding")


@_attrs_define
class OwnStanding:
    """
    Attributes:
        needs_info (int): A reviewer asks for more.
        waiting (int): Nobody has decided yet.
        verified (int): Found true, paid or not.
        total (int):
    """

    needs_info: int
    waiting: int
    verified: int
    total: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        needs_info = self.needs_info

        waiting = self.waiting

        verified = self.verified

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "needs_info": needs_info,
                "waiting": waiting,
                "verified": verified,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        needs_info = d.pop("needs_info")

        waiting = d.pop("waiting")

        verified = d.pop("verified")

        total = d.pop("total")

        own_standing = cls(
            needs_info=needs_info,
            waiting=waiting,
            verified=verified,
            total=total,
        )

        own_standing.additional_properties = d
        return own_standing

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
