from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict_enum import VerdictEnum, check_verdict_enum

if TYPE_CHECKING:
    from ..models.report_verdict_numbers import ReportVerdictNumbers


T = TypeVar("T", bound="ReportVerdict")


@_attrs_define
class ReportVerdict:
    """
    Attributes:
        verdict (VerdictEnum): * `not enough data` - not enough data
            * `spike` - spike
            * `growing` - growing
            * `holding` - holding
            * `fading` - fading
        sustained (bool):
        reasons (list[str]): Sentences with the numbers in them.
        numbers (ReportVerdictNumbers):
    """

    verdict: VerdictEnum
    sustained: bool
    reasons: list[str]
    numbers: ReportVerdictNumbers
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        verdict: str = self.verdict

        sustained = self.sustained

        reasons = self.reasons

        numbers = self.numbers.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "verdict": verdict,
                "sustained": sustained,
                "reasons": reasons,
                "numbers": numbers,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_verdict_numbers import ReportVerdictNumbers  # noqa: PLC0415

        d = dict(src_dict)
        verdict = check_verdict_enum(d.pop("verdict"))

        sustained = d.pop("sustained")

        reasons = cast(list[str], d.pop("reasons"))

        numbers = ReportVerdictNumbers.from_dict(d.pop("numbers"))

        report_verdict = cls(
            verdict=verdict,
            sustained=sustained,
            reasons=reasons,
            numbers=numbers,
        )

        report_verdict.additional_properties = d
        return report_verdict

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
