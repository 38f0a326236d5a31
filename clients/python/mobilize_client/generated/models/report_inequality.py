from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.spread import Spread


T = TypeVar("T", bound="ReportInequality")


@_attrs_define
class ReportInequality:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        recruiting (Spread):
        findings (Spread):
        pay (Spread):
    """

    as_of: datetime.datetime
    time_zone: str
    recruiting: Spread
    findings: Spread
    pay: Spread
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        recruiting = self.recruiting.to_dict()

        findings = self.findings.to_dict()

        pay = self.pay.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "recruiting": recruiting,
                "findings": findings,
                "pay": pay,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.spread import Spread  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        recruiting = Spread.from_dict(d.pop("recruiting"))

        findings = Spread.from_dict(d.pop("findings"))

        pay = Spread.from_dict(d.pop("pay"))

        report_inequality = cls(
            as_of=as_of,
            time_zone=time_zone,
            recruiting=recruiting,
            findings=findings,
            pay=pay,
        )

        report_inequality.additional_properties = d
        return report_inequality

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
