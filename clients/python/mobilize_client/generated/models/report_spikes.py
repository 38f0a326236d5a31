from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bin_enum import BinEnum, check_bin_enum

if TYPE_CHECKING:
    from ..models.spike import Spike


T = TypeVar("T", bound="ReportSpikes")


@_attrs_define
class ReportSpikes:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        bin_ (BinEnum): * `hour` - hour
            * `day` - day
        missing (str):
        spikes (list[Spike]):
    """

    as_of: datetime.datetime
    time_zone: str
    bin_: BinEnum
    missing: str
    spikes: list[Spike]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        bin_: str = self.bin_

        missing = self.missing

        spikes = []
        for spikes_item_data in self.spikes:
            spikes_item = spikes_item_data.to_dict()
            spikes.append(spikes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "bin": bin_,
                "missing": missing,
                "spikes": spikes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.spike import Spike  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        bin_ = check_bin_enum(d.pop("bin"))

        missing = d.pop("missing")

        spikes = []
        _spikes = d.pop("spikes")
        for spikes_item_data in _spikes:
            spikes_item = Spike.from_dict(spikes_item_data)

            spikes.append(spikes_item)

        report_spikes = cls(
            as_of=as_of,
            time_zone=time_zone,
            bin_=bin_,
            missing=missing,
            spikes=spikes,
        )

        report_spikes.additional_properties = d
        return report_spikes

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
