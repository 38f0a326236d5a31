from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.person import Person


T = TypeVar("T", bound="Quarantine")


@_attrs_define
class Quarantine:
    """
    Attributes:
        id (UUID):
        root (Person): A participant as others see them.
        reason (str):
        placed_at (datetime.datetime):
        placed_by (None | str):
        lifted_by (None | str):
        lifted_at (datetime.datetime | None | Unset):
        note (str | Unset):
    """

    id: UUID
    root: Person
    reason: str
    placed_at: datetime.datetime
    placed_by: None | str
    lifted_by: None | str
    lifted_at: datetime.datetime | None | Unset = UNSET
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        root = self.root.to_dict()

        reason = self.reason

        placed_at = self.placed_at.isoformat()

        placed_by: None | str
        placed_by = self.placed_by

        lifted_by: None | str
        lifted_by = self.lifted_by

        lifted_at: None | str | Unset
        if isinstance(self.lifted_at, Unset):
            lifted_at = UNSET
        elif isinstance(self.lifted_at, datetime.datetime):
            lifted_at = self.lifted_at.isoformat()
        else:
            lifted_at = self.lifted_at

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "root": root,
                "reason": reason,
                "placed_at": placed_at,
                "placed_by": placed_by,
                "lifted_by": lifted_by,
            }
        )
        if lifted_at is not UNSET:
            field_dict["lifted_at"] = lifted_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        root = Person.from_dict(d.pop("root"))

        reason = d.pop("reason")

        placed_at = datetime.datetime.fromisoformat(d.pop("placed_at"))

        def _parse_placed_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        placed_by = _parse_placed_by(d.pop("placed_by"))

        def _parse_lifted_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        lifted_by = _parse_lifted_by(d.pop("lifted_by"))

        def _parse_lifted_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                lifted_at_type_0 = datetime.datetime.fromisoformat(data)

                return lifted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        lifted_at = _parse_lifted_at(d.pop("lifted_at", UNSET))

        note = d.pop("note", UNSET)

        quarantine = cls(
            id=id,
            root=root,
            reason=reason,
            placed_at=placed_at,
            placed_by=placed_by,
            lifted_by=lifted_by,
            lifted_at=lifted_at,
            note=note,
        )

        quarantine.additional_properties = d
        return quarantine

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
