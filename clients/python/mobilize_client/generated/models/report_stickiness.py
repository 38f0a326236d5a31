from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.period_enum import PeriodEnum, check_period_enum

if TYPE_CHECKING:
    from ..models.days_histogram import DaysHistogram
    from ..models.figure import Figure
    from ..models.report_period import ReportPeriod


T = TypeVar("T", bound="ReportStickiness")


@_attrs_define
class ReportStickiness:
    """A part whose series have a number for each of its periods.

    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        period (PeriodEnum): * `hour` - hour
            * `day` - day
            * `week` - week
            * `month` - month
        periods (list[ReportPeriod]):
        dau (list[int]): People active on the day.
        wau (list[int]): In the week that ends with it.
        mau (list[int]): In the 28 days that end with it.
        dau_over_mau (list[Figure]):
        l28 (DaysHistogram): So many people had so many days.
        days_of_28 (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        active_days (DaysHistogram): So many people had so many days.
    """

    as_of: datetime.datetime
    time_zone: str
    period: PeriodEnum
    periods: list[ReportPeriod]
    dau: list[int]
    wau: list[int]
    mau: list[int]
    dau_over_mau: list[Figure]
    l28: DaysHistogram
    days_of_28: Figure
    active_days: DaysHistogram
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        period: str = self.period

        periods = []
        for periods_item_data in self.periods:
            periods_item = periods_item_data.to_dict()
            periods.append(periods_item)

        dau = self.dau

        wau = self.wau

        mau = self.mau

        dau_over_mau = []
        for dau_over_mau_item_data in self.dau_over_mau:
            dau_over_mau_item = dau_over_mau_item_data.to_dict()
            dau_over_mau.append(dau_over_mau_item)

        l28 = self.l28.to_dict()

        days_of_28 = self.days_of_28.to_dict()

        active_days = self.active_days.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "period": period,
                "periods": periods,
                "dau": dau,
                "wau": wau,
                "mau": mau,
                "dau_over_mau": dau_over_mau,
                "l28": l28,
                "days_of_28": days_of_28,
                "active_days": active_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.days_histogram import DaysHistogram  # noqa: PLC0415
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

        dau = cast(list[int], d.pop("dau"))

        wau = cast(list[int], d.pop("wau"))

        mau = cast(list[int], d.pop("mau"))

        dau_over_mau = []
        _dau_over_mau = d.pop("dau_over_mau")
        for dau_over_mau_item_data in _dau_over_mau:
            dau_over_mau_item = Figure.from_dict(dau_over_mau_item_data)

            dau_over_mau.append(dau_over_mau_item)

        l28 = DaysHistogram.from_dict(d.pop("l28"))

        days_of_28 = Figure.from_dict(d.pop("days_of_28"))

        active_days = DaysHistogram.from_dict(d.pop("active_days"))

        report_stickiness = cls(
            as_of=as_of,
            time_zone=time_zone,
            period=period,
            periods=periods,
            dau=dau,
            wau=wau,
            mau=mau,
            dau_over_mau=dau_over_mau,
            l28=l28,
            days_of_28=days_of_28,
            active_days=active_days,
        )

        report_stickiness.additional_properties = d
        return report_stickiness

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
