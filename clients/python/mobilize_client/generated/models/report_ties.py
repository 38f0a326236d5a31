from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.report_period import ReportPeriod
    from ..models.ties_by_kind import TiesByKind


T = TypeVar("T", bound="ReportTies")


@_attrs_define
class ReportTies:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        ties (int):
        by_kind (TiesByKind): By what the first exchange was.
        weeks (list[ReportPeriod]):
        new (list[int]):
        per_active_week (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        per_person_week (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        reciprocity (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        bridging (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there
            is no number.
        bridging_beyond_recruits (Figure): A number, the count that it rests on and its 95 % interval; where something
            is missing there is no number.
        reports_verified (Figure): A number, the count that it rests on and its 95 % interval; where something is
            missing there is no number.
        reporters (int):
    """

    as_of: datetime.datetime
    time_zone: str
    ties: int
    by_kind: TiesByKind
    weeks: list[ReportPeriod]
    new: list[int]
    per_active_week: Figure
    per_person_week: Figure
    reciprocity: Figure
    bridging: Figure
    bridging_beyond_recruits: Figure
    reports_verified: Figure
    reporters: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        ties = self.ties

        by_kind = self.by_kind.to_dict()

        weeks = []
        for weeks_item_data in self.weeks:
            weeks_item = weeks_item_data.to_dict()
            weeks.append(weeks_item)

        new = self.new

        per_active_week = self.per_active_week.to_dict()

        per_person_week = self.per_person_week.to_dict()

        reciprocity = self.reciprocity.to_dict()

        bridging = self.bridging.to_dict()

        bridging_beyond_recruits = self.bridging_beyond_recruits.to_dict()

        reports_verified = self.reports_verified.to_dict()

        reporters = self.reporters

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "ties": ties,
                "by_kind": by_kind,
                "weeks": weeks,
                "new": new,
                "per_active_week": per_active_week,
                "per_person_week": per_person_week,
                "reciprocity": reciprocity,
                "bridging": bridging,
                "bridging_beyond_recruits": bridging_beyond_recruits,
                "reports_verified": reports_verified,
                "reporters": reporters,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.report_period import ReportPeriod  # noqa: PLC0415
        from ..models.ties_by_kind import TiesByKind  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        ties = d.pop("ties")

        by_kind = TiesByKind.from_dict(d.pop("by_kind"))

        weeks = []
        _weeks = d.pop("weeks")
        for weeks_item_data in _weeks:
            weeks_item = ReportPeriod.from_dict(weeks_item_data)

            weeks.append(weeks_item)

        new = cast(list[int], d.pop("new"))

        per_active_week = Figure.from_dict(d.pop("per_active_week"))

        per_person_week = Figure.from_dict(d.pop("per_person_week"))

        reciprocity = Figure.from_dict(d.pop("reciprocity"))

        bridging = Figure.from_dict(d.pop("bridging"))

        bridging_beyond_recruits = Figure.from_dict(d.pop("bridging_beyond_recruits"))

        reports_verified = Figure.from_dict(d.pop("reports_verified"))

        reporters = d.pop("reporters")

        report_ties = cls(
            as_of=as_of,
            time_zone=time_zone,
            ties=ties,
            by_kind=by_kind,
            weeks=weeks,
            new=new,
            per_active_week=per_active_week,
            per_person_week=per_person_week,
            reciprocity=reciprocity,
            bridging=bridging,
            bridging_beyond_recruits=bridging_beyond_recruits,
            reports_verified=reports_verified,
            reporters=reporters,
        )

        report_ties.additional_properties = d
        return report_ties

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
