from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TreeMember")


@_attrs_define
class TreeMember:
    """Somebody in one's own tree, oneself the first.

    Attributes:
        id (UUID):
        parent (None | UUID): Who brought them in; null for myself.
        name (None | str): Mine, and of those whom I brought in myself; null of all others.
        generation (int): Steps below me; 0 is me.
        joined_at (datetime.datetime):
        active (bool): Whether they did something within the last gap_days.
        recruits (int): How many they brought in themselves.
        verified (int): Their reports that were found true and still are.
    """

    id: UUID
    parent: None | UUID
    name: None | str
    generation: int
    joined_at: datetime.datetime
    active: bool
    recruits: int
    verified: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        parent: None | str
        if isinstance(self.parent, UUID):
            parent = str(self.parent)
        else:
            parent = self.parent

        name: None | str
        name = self.name

        generation = self.generation

        joined_at = self.joined_at.isoformat()

        active = self.active

        recruits = self.recruits

        verified = self.verified

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "parent": parent,
                "name": name,
                "generation": generation,
                "joined_at": joined_at,
                "active": active,
                "recruits": recruits,
                "verified": verified,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_parent(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                parent_type_0 = UUID(data)

                return parent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        parent = _parse_parent(d.pop("parent"))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        generation = d.pop("generation")

        joined_at = datetime.datetime.fromisoformat(d.pop("joined_at"))

        active = d.pop("active")

        recruits = d.pop("recruits")

        verified = d.pop("verified")

        tree_member = cls(
            id=id,
            parent=parent,
            name=name,
            generation=generation,
            joined_at=joined_at,
            active=active,
            recruits=recruits,
            verified=verified,
        )

        tree_member.additional_properties = d
        return tree_member

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
