from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="GenerationMinutes")


@_attrs_define
class GenerationMinutes:
    """
    Attributes:
        median (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there is
            no number.
        p90 (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there is no
            number.
    """

    median: Figure
    p90: Figure
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        median = self.median.to_dict()

        p90 = self.p90.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "median": median,
                "p90": p90,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415

        d = dict(src_dict)
        median = Figure.from_dict(d.pop("median"))

        p90 = Figure.from_dict(d.pop("p90"))

        generation_minutes = cls(
            median=median,
            p90=p90,
        )

        generation_minutes.additional_properties = d
        return generation_minutes

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
