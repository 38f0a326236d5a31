from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PayoutRules")


@_attrs_define
class PayoutRules:
    """
    Attributes:
        most_per_person_minor (int | None): To one person in a day.
        most_per_day_minor (int | None): To everybody in a day.
        least_payout_minor (int | None): Less waits until it has grown.
        manual_above_minor (int): Payouts above this are accepted one by one.
    """

    most_per_person_minor: int | None
    most_per_day_minor: int | None
    least_payout_minor: int | None
    manual_above_minor: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        most_per_person_minor: int | None
        most_per_person_minor = self.most_per_person_minor

        most_per_day_minor: int | None
        most_per_day_minor = self.most_per_day_minor

        least_payout_minor: int | None
        least_payout_minor = self.least_payout_minor

        manual_above_minor = self.manual_above_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "most_per_person_minor": most_per_person_minor,
                "most_per_day_minor": most_per_day_minor,
                "least_payout_minor": least_payout_minor,
                "manual_above_minor": manual_above_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_most_per_person_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        most_per_person_minor = _parse_most_per_person_minor(d.pop("most_per_person_minor"))

        def _parse_most_per_day_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        most_per_day_minor = _parse_most_per_day_minor(d.pop("most_per_day_minor"))

        def _parse_least_payout_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        least_payout_minor = _parse_least_payout_minor(d.pop("least_payout_minor"))

        manual_above_minor = d.pop("manual_above_minor")

        payout_rules = cls(
            most_per_person_minor=most_per_person_minor,
            most_per_day_minor=most_per_day_minor,
            least_payout_minor=least_payout_minor,
            manual_above_minor=manual_above_minor,
        )

        payout_rules.additional_properties = d
        return payout_rules

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
