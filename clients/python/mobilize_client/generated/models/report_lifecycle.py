from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.period_enum import PeriodEnum, check_period_enum

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.report_period import ReportPeriod


T = TypeVar("T", bound="ReportLifecycle")


@_attrs_define
class ReportLifecycle:
    """A part whose series have a number for each of its periods.

    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        period (PeriodEnum): * `hour` - hour
            * `day` - day
            * `week` - week
            * `month` - month
        periods (list[ReportPeriod]):
        active (list[int]):
        new (list[int]):
        returning (list[int]):
        resurrecting (list[int]):
        dormant (list[int]): Zero or below.
        complete (int): So many of the periods are over.
        quick_ratios (list[Figure]):
        recent_quick_ratio (Figure): A number, the count that it rests on and its 95 % interval; where something is
            missing there is no number.
        missing (str):
    """

    as_of: datetime.datetime
    time_zone: str
    period: PeriodEnum
    periods: list[ReportPeriod]
    active: list[int]
    new: list[int]
    returning: list[int]
    resurrecting: list[int]
    dormant: list[int]
    complete: int
    quick_ratios: list[Figure]
    recent_quick_ratio: Figure
    missing: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        period: str = self.period

        periods = []
        for periods_item_data in self.periods:
            periods_item = periods_item_data.to_dict()
            periods.append(periods_item)

        active = self.active

        new = self.new

        returning = self.returning

        resurrecting = self.resurrecting

        dormant = self.dormant

        complete = self.complete

        quick_ratios = []
        for quick_ratios_item_data in self.quick_ratios:
            quick_ratios_item = quick_ratios_item_data.to_dict()
            quick_ratios.append(quick_ratios_item)

        recent_quick_ratio = self.recent_quick_ratio.to_dict()

        missing = self.missing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "period": period,
                "periods": periods,
                "active": active,
                "new": new,
                "returning": returning,
                "resurrecting": resurrecting,
                "dormant": dormant,
                "complete": complete,
                "quick_ratios": quick_ratios,
                "recent_quick_ratio": recent_quick_ratio,
                "missing": missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.report_period import ReportPeriod  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        period = check_period_enum(d.pop("period"))

        periods = []
        _periods = d.pop("periods")
        for periods_item_data in _periods:
            periods_item = ReportPeriod.from_dict(periods_item_data)

            periods.append(periods_item)

        active = cast(list[int], d.pop("active"))

        new = cast(list[int], d.pop("new"))

        returning = cast(list[int], d.pop("returning"))

        resurrecting = cast(list[int], d.pop("resurrecting"))

        dormant = cast(list[int], d.pop("dormant"))

        complete = d.pop("complete")

        quick_ratios = []
        _quick_ratios = d.pop("quick_ratios")
        for quick_ratios_item_data in _quick_ratios:
            quick_ratios_item = Figure.from_dict(quick_ratios_item_data)

            quick_ratios.append(quick_ratios_item)

        recent_quick_ratio = Figure.from_dict(d.pop("recent_quick_ratio"))

        missing = d.pop("missing")

        report_lifecycle = cls(
            as_of=as_of,
            time_zone=time_zone,
            period=period,
            periods=periods,
            active=active,
            new=new,
            returning=returning,
            resurrecting=resurrecting,
            dormant=dormant,
            complete=complete,
            quick_ratios=quick_ratios,
            recent_quick_ratio=recent_quick_ratio,
            missing=missing,
        )

        report_lifecycle.additional_properties = d
        return report_lifecycle

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
