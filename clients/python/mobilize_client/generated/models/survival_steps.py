from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SurvivalSteps")


@_attrs_define
class SurvivalSteps:
    """
    Attributes:
        days (list[int]):
        survival (list[float]):
        low (list[float]):
        high (list[float]):
        at_risk (list[int]):
        censored (list[int]): Who was followed no longer than to this step, and from the step before on.
    """

    days: list[int]
    survival: list[float]
    low: list[float]
    high: list[float]
    at_risk: list[int]
    censored: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        days = self.days

        survival = self.survival

        low = self.low

        high = self.high

        at_risk = self.at_risk

        censored = self.censored

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "days": days,
                "survival": survival,
                "low": low,
                "high": high,
                "at_risk": at_risk,
                "censored": censored,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        days = cast(list[int], d.pop("days"))

        survival = cast(list[float], d.pop("survival"))

        low = cast(list[float], d.pop("low"))

        high = cast(list[float], d.pop("high"))

        at_risk = cast(list[int], d.pop("at_risk"))

        censored = cast(list[int], d.pop("censored"))

        survival_steps = cls(
            days=days,
            survival=survival,
            low=low,
            high=high,
            at_risk=at_risk,
            censored=censored,
        )

        survival_steps.additional_properties = d
        return survival_steps

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
