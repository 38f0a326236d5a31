from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.period_enum import PeriodEnum, check_period_enum

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.k_factor import KFactor
    from ..models.report_period import ReportPeriod
    from ..models.source_joins import SourceJoins


T = TypeVar("T", bound="ReportGrowth")


@_attrs_define
class ReportGrowth:
    """A part whose series have a number for each of its periods.

    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        period (PeriodEnum): * `hour` - hour
            * `day` - day
            * `week` - week
            * `month` - month
        periods (list[ReportPeriod]):
        joins (list[int]):
        roots (list[int]): Of them, those whom nobody brought.
        cumulative (list[int]):
        complete (int): So many of the periods are over.
        organic_share (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        doubling_periods (Figure): A number, the count that it rests on and its 95 % interval; where something is
            missing there is no number.
        k_factor (KFactor):
        sources (list[SourceJoins]):
    """

    as_of: datetime.datetime
    time_zone: str
    period: PeriodEnum
    periods: list[ReportPeriod]
    joins: list[int]
    roots: list[int]
    cumulative: list[int]
    complete: int
    organic_share: Figure
    doubling_periods: Figure
    k_factor: KFactor
    sources: list[SourceJoins]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        period: str = self.period

        periods = []
        for periods_item_data in self.periods:
            periods_item = periods_item_data.to_dict()
            periods.append(periods_item)

        joins = self.joins

        roots = self.roots

        cumulative = self.cumulative

        complete = self.complete

        organic_share = self.organic_share.to_dict()

        doubling_periods = self.doubling_periods.to_dict()

        k_factor = self.k_factor.to_dict()

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "period": period,
                "periods": periods,
                "joins": joins,
                "roots": roots,
                "cumulative": cumulative,
                "complete": complete,
                "organic_share": organic_share,
                "doubling_periods": doubling_periods,
                "k_factor": k_factor,
                "sources": sources,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.k_factor import KFactor  # noqa: PLC0415
        from ..models.report_period import ReportPeriod  # noqa: PLC0415
        from ..models.source_joins import SourceJoins  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        period = check_period_enum(d.pop("period"))

        periods = []
        _periods = d.pop("periods")
        for periods_item_data in _periods:
            periods_item = ReportPeriod.from_dict(periods_item_data)

            periods.append(periods_item)

        joins = cast(list[int], d.pop("joins"))

        roots = cast(list[int], d.pop("roots"))

        cumulative = cast(list[int], d.pop("cumulative"))

        complete = d.pop("complete")

        organic_share = Figure.from_dict(d.pop("organic_share"))

        doubling_periods = Figure.from_dict(d.pop("doubling_periods"))

        k_factor = KFactor.from_dict(d.pop("k_factor"))

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = SourceJoins.from_dict(sources_item_data)

            sources.append(sources_item)

        report_growth = cls(
            as_of=as_of,
            time_zone=time_zone,
            period=period,
            periods=periods,
            joins=joins,
            roots=roots,
            cumulative=cumulative,
            complete=complete,
            organic_share=organic_share,
            doubling_periods=doubling_periods,
            k_factor=k_factor,
            sources=sources,
        )

        report_growth.additional_properties = d
        return report_growth

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
