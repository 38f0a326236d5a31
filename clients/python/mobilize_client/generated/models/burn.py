from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fan import Fan
    from ..models.money import Money


T = TypeVar("T", bound="Burn")


@_attrs_define
class Burn:
    """What has left the budget for findings, held or paid or about to be settled, in minor units.

    Attributes:
        now (Money): An amount in the currency's minor units.
        at_most (Money): An amount in the currency's minor units.
        fan (Fan | None):
    """

    now: Money
    at_most: Money
    fan: Fan | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.fan import Fan  # noqa: PLC0415

        now = self.now.to_dict()

        at_most = self.at_most.to_dict()

        fan: dict[str, Any] | None
        if isinstance(self.fan, Fan):
            fan = self.fan.to_dict()
        else:
            fan = self.fan

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "now": now,
                "at_most": at_most,
                "fan": fan,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fan import Fan  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        now = Money.from_dict(d.pop("now"))

        at_most = Money.from_dict(d.pop("at_most"))

        def _parse_fan(data: object) -> Fan | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fan_type_0 = Fan.from_dict(data)

                return fan_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Fan | None, data)

        fan = _parse_fan(d.pop("fan"))

        burn = cls(
            now=now,
            at_most=at_most,
            fan=fan,
        )

        burn.additional_properties = d
        return burn

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
