from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.likely_class_enum import LikelyClassEnum, check_likely_class_enum

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="Relaxation")


@_attrs_define
class Relaxation:
    """
    Attributes:
        exponent (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there
            is no number.
        peak_share (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        likely_class (BlankEnum | LikelyClassEnum):
    """

    exponent: Figure
    peak_share: Figure
    likely_class: BlankEnum | LikelyClassEnum
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        exponent = self.exponent.to_dict()

        peak_share = self.peak_share.to_dict()

        likely_class: str
        if isinstance(self.likely_class, str):
            likely_class = self.likely_class
        else:
            likely_class = self.likely_class

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "exponent": exponent,
                "peak_share": peak_share,
                "likely_class": likely_class,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415

        d = dict(src_dict)
        exponent = Figure.from_dict(d.pop("exponent"))

        peak_share = Figure.from_dict(d.pop("peak_share"))

        def _parse_likely_class(data: object) -> BlankEnum | LikelyClassEnum:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                likely_class_type_0 = check_likely_class_enum(data)

                return likely_class_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            likely_class_type_1 = check_blank_enum(data)

            return likely_class_type_1

        likely_class = _parse_likely_class(d.pop("likely_class"))

        relaxation = cls(
            exponent=exponent,
            peak_share=peak_share,
            likely_class=likely_class,
        )

        relaxation.additional_properties = d
        return relaxation

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
