from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReportSettings")


@_attrs_define
class ReportSettings:
    """By what is counted; whatever changes the gap or the window has everything counted anew.

    Attributes:
        gap_days (int):
        window_days (int):
        observation_days (int):
        minimum (int):
    """

    gap_days: int
    window_days: int
    observation_days: int
    minimum: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gap_days = self.gap_days

        window_days = self.window_days

        observation_days = self.observation_days

        minimum = self.minimum

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gap_days": gap_days,
                "window_days": window_days,
                "observation_days": observation_days,
                "minimum": minimum,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        gap_days = d.pop("gap_days")

        window_days = d.pop("window_days")

        observation_days = d.pop("observation_days")

        minimum = d.pop("minimum")

        report_settings = cls(
            gap_days=gap_days,
            window_days=window_days,
            observation_days=observation_days,
            minimum=minimum,
        )

        report_settings.additional_properties = d
        return report_settings

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
