from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.relaxation import Relaxation
    from ..models.spike_inviter import SpikeInviter
    from ..models.spike_source import SpikeSource


T = TypeVar("T", bound="Spike")


@_attrs_define
class Spike:
    """
    Attributes:
        start (datetime.datetime):
        peak (datetime.datetime):
        end (datetime.datetime | None):
        is_over (bool):
        joins (int):
        excess (float): So many more than usual.
        half_life_hours (float | None):
        half_life_missing (str):
        sources (list[SpikeSource]):
        inviters (list[SpikeInviter]):
        retention (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there
            is no number.
        retention_lift (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        activity_after (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        relaxation (Relaxation):
    """

    start: datetime.datetime
    peak: datetime.datetime
    end: datetime.datetime | None
    is_over: bool
    joins: int
    excess: float
    half_life_hours: float | None
    half_life_missing: str
    sources: list[SpikeSource]
    inviters: list[SpikeInviter]
    retention: Figure
    retention_lift: Figure
    activity_after: Figure
    relaxation: Relaxation
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start = self.start.isoformat()

        peak = self.peak.isoformat()

        end: None | str
        if isinstance(self.end, datetime.datetime):
            end = self.end.isoformat()
        else:
            end = self.end

        is_over = self.is_over

        joins = self.joins

        excess = self.excess

        half_life_hours: float | None
        half_life_hours = self.half_life_hours

        half_life_missing = self.half_life_missing

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        inviters = []
        for inviters_item_data in self.inviters:
            inviters_item = inviters_item_data.to_dict()
            inviters.append(inviters_item)

        retention = self.retention.to_dict()

        retention_lift = self.retention_lift.to_dict()

        activity_after = self.activity_after.to_dict()

        relaxation = self.relaxation.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "start": start,
                "peak": peak,
                "end": end,
                "is_over": is_over,
                "joins": joins,
                "excess": excess,
                "half_life_hours": half_life_hours,
                "half_life_missing": half_life_missing,
                "sources": sources,
                "inviters": inviters,
                "retention": retention,
                "retention_lift": retention_lift,
                "activity_after": activity_after,
                "relaxation": relaxation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.relaxation import Relaxation  # noqa: PLC0415
        from ..models.spike_inviter import SpikeInviter  # noqa: PLC0415
        from ..models.spike_source import SpikeSource  # noqa: PLC0415

        d = dict(src_dict)
        start = datetime.datetime.fromisoformat(d.pop("start"))

        peak = datetime.datetime.fromisoformat(d.pop("peak"))

        def _parse_end(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_type_0 = datetime.datetime.fromisoformat(data)

                return end_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        end = _parse_end(d.pop("end"))

        is_over = d.pop("is_over")

        joins = d.pop("joins")

        excess = d.pop("excess")

        def _parse_half_life_hours(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        half_life_hours = _parse_half_life_hours(d.pop("half_life_hours"))

        half_life_missing = d.pop("half_life_missing")

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = SpikeSource.from_dict(sources_item_data)

            sources.append(sources_item)

        inviters = []
        _inviters = d.pop("inviters")
        for inviters_item_data in _inviters:
            inviters_item = SpikeInviter.from_dict(inviters_item_data)

            inviters.append(inviters_item)

        retention = Figure.from_dict(d.pop("retention"))

        retention_lift = Figure.from_dict(d.pop("retention_lift"))

        activity_after = Figure.from_dict(d.pop("activity_after"))

        relaxation = Relaxation.from_dict(d.pop("relaxation"))

        spike = cls(
            start=start,
            peak=peak,
            end=end,
            is_over=is_over,
            joins=joins,
            excess=excess,
            half_life_hours=half_life_hours,
            half_life_missing=half_life_missing,
            sources=sources,
            inviters=inviters,
            retention=retention,
            retention_lift=retention_lift,
            activity_after=activity_after,
            relaxation=relaxation,
        )

        spike.additional_properties = d
        return spike

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
