from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.period_enum import PeriodEnum, check_period_enum

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.reproduction_window import ReproductionWindow


T = TypeVar("T", bound="ReportReproduction")


@_attrs_define
class ReportReproduction:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        period (PeriodEnum): * `hour` - hour
            * `day` - day
            * `week` - week
            * `month` - month
        window_bins (int):
        dispersion_k (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        interval_is_measured (bool | None):
        windows (list[ReproductionWindow]):
        missing (str):
    """

    as_of: datetime.datetime
    time_zone: str
    period: PeriodEnum
    window_bins: int
    dispersion_k: Figure
    interval_is_measured: bool | None
    windows: list[ReproductionWindow]
    missing: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        period: str = self.period

        window_bins = self.window_bins

        dispersion_k = self.dispersion_k.to_dict()

        interval_is_measured: bool | None
        interval_is_measured = self.interval_is_measured

        windows = []
        for windows_item_data in self.windows:
            windows_item = windows_item_data.to_dict()
            windows.append(windows_item)

        missing = self.missing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "period": period,
                "window_bins": window_bins,
                "dispersion_k": dispersion_k,
                "interval_is_measured": interval_is_measured,
                "windows": windows,
                "missing": missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.reproduction_window import ReproductionWindow  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        period = check_period_enum(d.pop("period"))

        window_bins = d.pop("window_bins")

        dispersion_k = Figure.from_dict(d.pop("dispersion_k"))

        def _parse_interval_is_measured(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        interval_is_measured = _parse_interval_is_measured(d.pop("interval_is_measured"))

        windows = []
        _windows = d.pop("windows")
        for windows_item_data in _windows:
            windows_item = ReproductionWindow.from_dict(windows_item_data)

            windows.append(windows_item)

        missing = d.pop("missing")

        report_reproduction = cls(
            as_of=as_of,
            time_zone=time_zone,
            period=period,
            window_bins=window_bins,
            dispersion_k=dispersion_k,
            interval_is_measured=interval_is_measured,
            windows=windows,
            missing=missing,
        )

        report_reproduction.additional_properties = d
        return report_reproduction

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
