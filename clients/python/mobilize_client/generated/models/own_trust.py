from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.own_hold import OwnHold
    from ..models.own_objection import OwnObjection
    from ..models.own_quarantine import OwnQuarantine


T = TypeVar("T", bound="OwnTrust")


@_attrs_define
class OwnTrust:
    """
    Attributes:
        rewards_wait (bool): What is earned is held, and nothing is paid out, for now.
        removed_at (datetime.datetime | None): Since when nothing is earned any more.
        forfeits_at (datetime.datetime | None): When what is held goes to the remainder, unless an objection waits for
            its answer.
        can_take_part (bool): Whether reporting and inviting are still open.
        holds (list[OwnHold]):
        quarantines (list[OwnQuarantine]):
        objections (list[OwnObjection]):
        how_to_object (str):
    """

    rewards_wait: bool
    removed_at: datetime.datetime | None
    forfeits_at: datetime.datetime | None
    can_take_part: bool
    holds: list[OwnHold]
    quarantines: list[OwnQuarantine]
    objections: list[OwnObjection]
    how_to_object: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rewards_wait = self.rewards_wait

        removed_at: None | str
        if isinstance(self.removed_at, datetime.datetime):
            removed_at = self.removed_at.isoformat()
        else:
            removed_at = self.removed_at

        forfeits_at: None | str
        if isinstance(self.forfeits_at, datetime.datetime):
            forfeits_at = self.forfeits_at.isoformat()
        else:
            forfeits_at = self.forfeits_at

        can_take_part = self.can_take_part

        holds = []
        for holds_item_data in self.holds:
            holds_item = holds_item_data.to_dict()
            holds.append(holds_item)

        quarantines = []
        for quarantines_item_data in self.quarantines:
            quarantines_item = quarantines_item_data.to_dict()
            quarantines.append(quarantines_item)

        objections = []
        for objections_item_data in self.objections:
            objections_item = objections_item_data.to_dict()
            objections.append(objections_item)

        how_to_object = self.how_to_object

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rewards_wait": rewards_wait,
                "removed_at": removed_at,
                "forfeits_at": forfeits_at,
                "can_take_part": can_take_part,
                "holds": holds,
                "quarantines": quarantines,
                "objections": objections,
                "how_to_object": how_to_object,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.own_hold import OwnHold  # noqa: PLC0415
        from ..models.own_objection import OwnObjection  # noqa: PLC0415
        from ..models.own_quarantine import OwnQuarantine  # noqa: PLC0415

        d = dict(src_dict)
        rewards_wait = d.pop("rewards_wait")

        def _parse_removed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                removed_at_type_0 = datetime.datetime.fromisoformat(data)

                return removed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        removed_at = _parse_removed_at(d.pop("removed_at"))

        def _parse_forfeits_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                forfeits_at_type_0 = datetime.datetime.fromisoformat(data)

                return forfeits_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        forfeits_at = _parse_forfeits_at(d.pop("forfeits_at"))

        can_take_part = d.pop("can_take_part")

        holds = []
        _holds = d.pop("holds")
        for holds_item_data in _holds:
            holds_item = OwnHold.from_dict(holds_item_data)

            holds.append(holds_item)

        quarantines = []
        _quarantines = d.pop("quarantines")
        for quarantines_item_data in _quarantines:
            quarantines_item = OwnQuarantine.from_dict(quarantines_item_data)

            quarantines.append(quarantines_item)

        objections = []
        _objections = d.pop("objections")
        for objections_item_data in _objections:
            objections_item = OwnObjection.from_dict(objections_item_data)

            objections.append(objections_item)

        how_to_object = d.pop("how_to_object")

        own_trust = cls(
            rewards_wait=rewards_wait,
            removed_at=removed_at,
            forfeits_at=forfeits_at,
            can_take_part=can_take_part,
            holds=holds,
            quarantines=quarantines,
            objections=objections,
            how_to_object=how_to_object,
        )

        own_trust.additional_properties = d
        return own_trust

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
