from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.branch import Branch


T = TypeVar("T", bound="Branches")


@_attrs_define
class Branches:
    """The blocks of an icicle: what one is divided into adds up to its people, less its head.

    Attributes:
        as_of (datetime.datetime): The moment by which is told who is active.
        time_zone (str):
        gap_days (int): Active is who did something on one of so many last days.
        people (int): Everybody in what was asked for.
        active (int):
        branches (list[Branch]): Each behind its parent, of one parent the widest first.
    """

    as_of: datetime.datetime
    time_zone: str
    gap_days: int
    people: int
    active: int
    branches: list[Branch]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        gap_days = self.gap_days

        people = self.people

        active = self.active

        branches = []
        for branches_item_data in self.branches:
            branches_item = branches_item_data.to_dict()
            branches.append(branches_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "gap_days": gap_days,
                "people": people,
                "active": active,
                "branches": branches,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.branch import Branch  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        gap_days = d.pop("gap_days")

        people = d.pop("people")

        active = d.pop("active")

        branches = []
        _branches = d.pop("branches")
        for branches_item_data in _branches:
            branches_item = Branch.from_dict(branches_item_data)

            branches.append(branches_item)

        branches = cls(
            as_of=as_of,
            time_zone=time_zone,
            gap_days=gap_days,
            people=people,
            active=active,
            branches=branches,
        )

        branches.additional_properties = d
        return branches

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
