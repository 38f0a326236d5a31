from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReproductionWindow")


@_attrs_define
class ReproductionWindow:
    """
    Attributes:
        start (datetime.datetime):
        end (datetime.datetime):
        mean (float | None):
        sd (float | None):
        low (float | None):
        high (float | None):
        n (int):
        missing (str):
    """

    start: datetime.datetime
    end: datetime.datetime
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    n: int
    missing: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start = self.start.isoformat()

        end = self.end.isoformat()

        mean: float | None
        mean = self.mean

        sd: float | None
        sd = self.sd

        low: float | None
        low = self.low

        high: float | None
        high = self.high

        n = self.n

        missing = self.missing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "start": start,
                "end": end,
                "mean": mean,
                "sd": sd,
                "low": low,
                "high": high,
                "n": n,
                "missing": missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        start = datetime.datetime.fromisoformat(d.pop("start"))

        end = datetime.datetime.fromisoformat(d.pop("end"))

        def _parse_mean(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        mean = _parse_mean(d.pop("mean"))

        def _parse_sd(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        sd = _parse_sd(d.pop("sd"))

        def _parse_low(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        low = _parse_low(d.pop("low"))

        def _parse_high(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        high = _parse_high(d.pop("high"))

        n = d.pop("n")

        missing = d.pop("missing")

        reproduction_window = cls(
            start=start,
            end=end,
            mean=mean,
            sd=sd,
            low=low,
            high=high,
            n=n,
            missing=missing,
        )

        reproduction_window.additional_properties = d
        return reproduction_window

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
