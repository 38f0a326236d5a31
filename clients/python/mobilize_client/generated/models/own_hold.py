from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.own_hold_state_enum import OwnHoldStateEnum, check_own_hold_state_enum

T = TypeVar("T", bound="OwnHold")


@_attrs_define
class OwnHold:
    """
    Attributes:
        id (UUID):
        state (OwnHoldStateEnum): * `waiting` - waiting
            * `excluded` - excluded
            * `banned` - banned
            * `reinstated` - reinstated
        why (str):
        since (datetime.datetime):
        until (datetime.datetime | None): When the rewards stop waiting by themselves; null where that was decided.
        note (str): What the organizers said with their decision.
        can_object (bool):
    """

    id: UUID
    state: OwnHoldStateEnum
    why: str
    since: datetime.datetime
    until: datetime.datetime | None
    note: str
    can_object: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        state: str = self.state

        why = self.why

        since = self.since.isoformat()

        until: None | str
        if isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        note = self.note

        can_object = self.can_object

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "why": why,
                "since": since,
                "until": until,
                "note": note,
                "can_object": can_object,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        state = check_own_hold_state_enum(d.pop("state"))

        why = d.pop("why")

        since = datetime.datetime.fromisoformat(d.pop("since"))

        def _parse_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.datetime.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        until = _parse_until(d.pop("until"))

        note = d.pop("note")

        can_object = d.pop("can_object")

        own_hold = cls(
            id=id,
            state=state,
            why=why,
            since=since,
            until=until,
            note=note,
            can_object=can_object,
        )

        own_hold.additional_properties = d
        return own_hold

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
