from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GenerationFigure")


@_attrs_define
class GenerationFigure:
    """A number, the count that it rests on and its 95 % interval; where something is missing there is no number.

    Attributes:
        value (float | None):
        n (int):
        low (float | None):
        high (float | None):
        missing (str):
        needed (int | None): So many it takes where there are n; null where more of them would change nothing.
        generation (int):
    """

    value: float | None
    n: int
    low: float | None
    high: float | None
    missing: str
    needed: int | None
    generation: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value: float | None
        value = self.value

        n = self.n

        low: float | None
        low = self.low

        high: float | None
        high = self.high

        missing = self.missing

        needed: int | None
        needed = self.needed

        generation = self.generation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "n": n,
                "low": low,
                "high": high,
                "missing": missing,
                "needed": needed,
                "generation": generation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_value(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        value = _parse_value(d.pop("value"))

        n = d.pop("n")

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

        missing = d.pop("missing")

        def _parse_needed(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        needed = _parse_needed(d.pop("needed"))

        generation = d.pop("generation")

        generation_figure = cls(
            value=value,
            n=n,
            low=low,
            high=high,
            missing=missing,
            needed=needed,
            generation=generation,
        )

        generation_figure.additional_properties = d
        return generation_figure

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
