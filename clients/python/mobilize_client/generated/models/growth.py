from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fan import Fan
    from ..models.range_ import Range


T = TypeVar("T", bound="Growth")


@_attrs_define
class Growth:
    """
    Attributes:
        now (int):
        at_deadline (Range): The middle of the simulated futures, and the ends between which 80 % of them are.
        most (int): Where simulations stop: a value as large means at least so many.
        fan (Fan): At each moment the value below which 10, 25, 50, 75 or 90 % of the simulated futures are. 80 % is
            shown.
        reproduction (Range): The middle of the simulated futures, and the ends between which 80 % of them are.
        imports_per_day (Range): The middle of the simulated futures, and the ends between which 80 % of them are.
        dispersion (Range): The middle of the simulated futures, and the ends between which 80 % of them are.
        mean_lag_hours (float): From somebody's joining to their recruits', on average.
        growing (float): The share of futures in which each person brings one other or more.
    """

    now: int
    at_deadline: Range
    most: int
    fan: Fan
    reproduction: Range
    imports_per_day: Range
    dispersion: Range
    mean_lag_hours: float
    growing: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        now = self.now

        at_deadline = self.at_deadline.to_dict()

        most = self.most

        fan = self.fan.to_dict()

        reproduction = self.reproduction.to_dict()

        imports_per_day = self.imports_per_day.to_dict()

        dispersion = self.dispersion.to_dict()

        mean_lag_hours = self.mean_lag_hours

        growing = self.growing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "now": now,
                "at_deadline": at_deadline,
                "most": most,
                "fan": fan,
                "reproduction": reproduction,
                "imports_per_day": imports_per_day,
                "dispersion": dispersion,
                "mean_lag_hours": mean_lag_hours,
                "growing": growing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fan import Fan  # noqa: PLC0415
        from ..models.range_ import Range  # noqa: PLC0415

        d = dict(src_dict)
        now = d.pop("now")

        at_deadline = Range.from_dict(d.pop("at_deadline"))

        most = d.pop("most")

        fan = Fan.from_dict(d.pop("fan"))

        reproduction = Range.from_dict(d.pop("reproduction"))

        imports_per_day = Range.from_dict(d.pop("imports_per_day"))

        dispersion = Range.from_dict(d.pop("dispersion"))

        mean_lag_hours = d.pop("mean_lag_hours")

        growing = d.pop("growing")

        growth = cls(
            now=now,
            at_deadline=at_deadline,
            most=most,
            fan=fan,
            reproduction=reproduction,
            imports_per_day=imports_per_day,
            dispersion=dispersion,
            mean_lag_hours=mean_lag_hours,
            growing=growing,
        )

        growth.additional_properties = d
        return growth

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
