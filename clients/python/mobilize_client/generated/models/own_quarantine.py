from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OwnQuarantine")


@_attrs_define
class OwnQuarantine:
    """
    Attributes:
        id (UUID):
        why (str):
        since (datetime.datetime):
        can_object (bool):
    """

    id: UUID
    why: str
    since: datetime.datetime
    can_object: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        why = self.why

        since = self.since.isoformat()

        can_object = self.can_object

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "why": why,
                "since": since,
                "can_object": can_object,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        why = d.pop("why")

        since = datetime.datetime.fromisoformat(d.pop("since"))

        can_object = d.pop("can_object")

        own_quarantine = cls(
            id=id,
            why=why,
            since=since,
            can_object=can_object,
        )

        own_quarantine.additional_properties = d
        return own_quarantine

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
