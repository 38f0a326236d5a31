from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Fan")


@_attrs_define
class Fan:
    """At each moment the value below which 10, 25, 50, 75 or 90 % of the simulated futures are. 80 % is shown.

    Attributes:
        at (list[datetime.datetime]): The first is now, the last the deadline.
        p10 (list[int]):
        p25 (list[int]):
        p50 (list[int]):
        p75 (list[int]):
        p90 (list[int]):
    """

    at: list[datetime.datetime]
    p10: list[int]
    p25: list[int]
    p50: list[int]
    p75: list[int]
    p90: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = []
        for at_item_data in self.at:
            at_item = at_item_data.isoformat()
            at.append(at_item)

        p10 = self.p10

        p25 = self.p25

        p50 = self.p50

        p75 = self.p75

        p90 = self.p90

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "p10": p10,
                "p25": p25,
                "p50": p50,
                "p75": p75,
                "p90": p90,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = []
        _at = d.pop("at")
        for at_item_data in _at:
            at_item = datetime.datetime.fromisoformat(at_item_data)

            at.append(at_item)

        p10 = cast(list[int], d.pop("p10"))

        p25 = cast(list[int], d.pop("p25"))

        p50 = cast(list[int], d.pop("p50"))

        p75 = cast(list[int], d.pop("p75"))

        p90 = cast(list[int], d.pop("p90"))

        fan = cls(
            at=at,
            p10=p10,
            p25=p25,
            p50=p50,
            p75=p75,
            p90=p90,
        )

        fan.additional_properties = d
        return fan

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
