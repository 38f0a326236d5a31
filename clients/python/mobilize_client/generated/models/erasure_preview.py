from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money_left import MoneyLeft
    from ..models.obstacle import Obstacle
    from ..models.part import Part


T = TypeVar("T", bound="ErasurePreview")


@_attrs_define
class ErasurePreview:
    """
    Attributes:
        goes (list[Part]):
        stays (list[Part]): What is left, and is nobody's.
        money (list[MoneyLeft]): What is still mine, by campaign.
        obstacles (list[Obstacle]): What stands against it now.
        keys_that_end (int): API keys whose programs stop working.
    """

    goes: list[Part]
    stays: list[Part]
    money: list[MoneyLeft]
    obstacles: list[Obstacle]
    keys_that_end: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        goes = []
        for goes_item_data in self.goes:
            goes_item = goes_item_data.to_dict()
            goes.append(goes_item)

        stays = []
        for stays_item_data in self.stays:
            stays_item = stays_item_data.to_dict()
            stays.append(stays_item)

        money = []
        for money_item_data in self.money:
            money_item = money_item_data.to_dict()
            money.append(money_item)

        obstacles = []
        for obstacles_item_data in self.obstacles:
            obstacles_item = obstacles_item_data.to_dict()
            obstacles.append(obstacles_item)

        keys_that_end = self.keys_that_end

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "goes": goes,
                "stays": stays,
                "money": money,
                "obstacles": obstacles,
                "keys_that_end": keys_that_end,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money_left import MoneyLeft  # noqa: PLC0415
        from ..models.obstacle import Obstacle  # noqa: PLC0415
        from ..models.part import Part  # noqa: PLC0415

        d = dict(src_dict)
        goes = []
        _goes = d.pop("goes")
        for goes_item_data in _goes:
            goes_item = Part.from_dict(goes_item_data)

            goes.append(goes_item)

        stays = []
        _stays = d.pop("stays")
        for stays_item_data in _stays:
            stays_item = Part.from_dict(stays_item_data)

            stays.append(stays_item)

        money = []
        _money = d.pop("money")
        for money_item_data in _money:
            money_item = MoneyLeft.from_dict(money_item_data)

            money.append(money_item)

        obstacles = []
        _obstacles = d.pop("obstacles")
        for obstacles_item_data in _obstacles:
            obstacles_item = Obstacle.from_dict(obstacles_item_data)

            obstacles.append(obstacles_item)

        keys_that_end = d.pop("keys_that_end")

        erasure_preview = cls(
            goes=goes,
            stays=stays,
            money=money,
            obstacles=obstacles,
            keys_that_end=keys_that_end,
        )

        erasure_preview.additional_properties = d
        return erasure_preview

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
