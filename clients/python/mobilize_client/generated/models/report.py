from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.period_enum import PeriodEnum, check_period_enum

if TYPE_CHECKING:
    from ..models.report_cascade import ReportCascade
    from ..models.report_growth import ReportGrowth
    from ..models.report_inequality import ReportInequality
    from ..models.report_lifecycle import ReportLifecycle
    from ..models.report_reproduction import ReportReproduction
    from ..models.report_retention import ReportRetention
    from ..models.report_settings import ReportSettings
    from ..models.report_spikes import ReportSpikes
    from ..models.report_stickiness import ReportStickiness
    from ..models.report_survival import ReportSurvival
    from ..models.report_ties import ReportTies
    from ..models.report_verdict import ReportVerdict


T = TypeVar("T", bound="Report")


@_attrs_define
class Report:
    """The report as of a moment; each of its parts is there by itself too.

    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        period (PeriodEnum): * `hour` - hour
            * `day` - day
            * `week` - week
            * `month` - month
        settings (ReportSettings): By what is counted; whatever changes the gap or the window has everything counted
            anew.
        people (int):
        ever_active (int):
        summary (list[str]): The parts in a few sentences, as far as there is enough to say.
        verdict (ReportVerdict):
        growth (ReportGrowth): A part whose series have a number for each of its periods.
        retention (ReportRetention):
        lifecycle (ReportLifecycle): A part whose series have a number for each of its periods.
        stickiness (ReportStickiness): A part whose series have a number for each of its periods.
        cascade (ReportCascade):
        reproduction (ReportReproduction):
        spikes (ReportSpikes):
        survival (ReportSurvival):
        inequality (ReportInequality):
        ties (ReportTies):
    """

    as_of: datetime.datetime
    time_zone: str
    period: PeriodEnum
    settings: ReportSettings
    people: int
    ever_active: int
    summary: list[str]
    verdict: ReportVerdict
    growth: ReportGrowth
    retention: ReportRetention
    lifecycle: ReportLifecycle
    stickiness: ReportStickiness
    cascade: ReportCascade
    reproduction: ReportReproduction
    spikes: ReportSpikes
    survival: ReportSurvival
    inequality: ReportInequality
    ties: ReportTies
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        period: str = self.period

        settings = self.settings.to_dict()

        people = self.people

        ever_active = self.ever_active

        summary = self.summary

        verdict = self.verdict.to_dict()

        growth = self.growth.to_dict()

        retention = self.retention.to_dict()

        lifecycle = self.lifecycle.to_dict()

        stickiness = self.stickiness.to_dict()

        cascade = self.cascade.to_dict()

        reproduction = self.reproduction.to_dict()

        spikes = self.spikes.to_dict()

        survival = self.survival.to_dict()

        inequality = self.inequality.to_dict()

        ties = self.ties.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "period": period,
                "settings": settings,
                "people": people,
                "ever_active": ever_active,
                "summary": summary,
                "verdict": verdict,
                "growth": growth,
                "retention": retention,
                "lifecycle": lifecycle,
                "stickiness": stickiness,
                "cascade": cascade,
                "reproduction": reproduction,
                "spikes": spikes,
                "survival": survival,
                "inequality": inequality,
                "ties": ties,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_cascade import ReportCascade  # noqa: PLC0415
        from ..models.report_growth import ReportGrowth  # noqa: PLC0415
        from ..models.report_inequality import ReportInequality  # noqa: PLC0415
        from ..models.report_lifecycle import ReportLifecycle  # noqa: PLC0415
        from ..models.report_reproduction import ReportReproduction  # noqa: PLC0415
        from ..models.report_retention import ReportRetention  # noqa: PLC0415
        from ..models.report_settings import ReportSettings  # noqa: PLC0415
        from ..models.report_spikes import ReportSpikes  # noqa: PLC0415
        from ..models.report_stickiness import ReportStickiness  # noqa: PLC0415
        from ..models.report_survival import ReportSurvival  # noqa: PLC0415
        from ..models.report_ties import ReportTies  # noqa: PLC0415
        from ..models.report_verdict import ReportVerdict  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        period = check_period_enum(d.pop("period"))

        settings = ReportSettings.from_dict(d.pop("settings"))

        people = d.pop("people")

        ever_active = d.pop("ever_active")

        summary = cast(list[str], d.pop("summary"))

        verdict = ReportVerdict.from_dict(d.pop("verdict"))

        growth = ReportGrowth.from_dict(d.pop("growth"))

        retention = ReportRetention.from_dict(d.pop("retention"))

        lifecycle = ReportLifecycle.from_dict(d.pop("lifecycle"))

        stickiness = ReportStickiness.from_dict(d.pop("stickiness"))

        cascade = ReportCascade.from_dict(d.pop("cascade"))

        reproduction = ReportReproduction.from_dict(d.pop("reproduction"))

        spikes = ReportSpikes.from_dict(d.pop("spikes"))

        survival = ReportSurvival.from_dict(d.pop("survival"))

        inequality = ReportInequality.from_dict(d.pop("inequality"))

        ties = ReportTies.from_dict(d.pop("ties"))

        report = cls(
            as_of=as_of,
            time_zone=time_zone,
            period=period,
            settings=settings,
            people=people,
            ever_active=ever_active,
            summary=summary,
            verdict=verdict,
            growth=growth,
            retention=retention,
            lifecycle=lifecycle,
            stickiness=stickiness,
            cascade=cascade,
            reproduction=reproduction,
            spikes=spikes,
            survival=survival,
            inequality=inequality,
            ties=ties,
        )

        report.additional_properties = d
        return report

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
