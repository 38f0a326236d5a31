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


T = TypeVar("T", bound="Objection")


@_attrs_define
class Objection:
    """
    Attributes:
        id (UUID):
        participant (Person): A participant as others see them.
        text (str):
        made_at (datetime.datetime):
        decided_by (None | str):
        hold (None | Unset | UUID):
        quarantine (None | Unset | UUID):
        granted (bool | None | Unset):
        decided_at (datetime.datetime | None | Unset):
        note (str | Unset):
    """

    id: UUID
    participant: Person
    text: str
    made_at: datetime.datetime
    decided_by: None | str
    hold: None | Unset | UUID = UNSET
    quarantine: None | Unset | UUID = UNSET
    granted: bool | None | Unset = UNSET
    decided_at: datetime.datetime | None | Unset = UNSET
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        participant = self.participant.to_dict()

        text = self.text

        made_at = self.made_at.isoformat()

        decided_by: None | str
        decided_by = self.decided_by

        hold: None | str | Unset
        if isinstance(self.hold, Unset):
            hold = UNSET
        elif isinstance(self.hold, UUID):
            hold = str(self.hold)
        else:
            hold = self.hold

        quarantine: None | str | Unset
        if isinstance(self.quarantine, Unset):
            quarantine = UNSET
        elif isinstance(self.quarantine, UUID):
            quarantine = str(self.quarantine)
        else:
            quarantine = self.quarantine

        granted: bool | None | Unset
        if isinstance(self.granted, Unset):
            granted = UNSET
        else:
            granted = self.granted

        decided_at: None | str | Unset
        if isinstance(self.decided_at, Unset):
            decided_at = UNSET
        elif isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "participant": participant,
                "text": text,
                "made_at": made_at,
                "decided_by": decided_by,
            }
        )
        if hold is not UNSET:
            field_dict["hold"] = hold
        if quarantine is not UNSET:
            field_dict["quarantine"] = quarantine
        if granted is not UNSET:
            field_dict["granted"] = granted
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        participant = Person.from_dict(d.pop("participant"))

        text = d.pop("text")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        def _parse_decided_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        def _parse_hold(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                hold_type_0 = UUID(data)

                return hold_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        hold = _parse_hold(d.pop("hold", UNSET))

        def _parse_quarantine(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                quarantine_type_0 = UUID(data)

                return quarantine_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        quarantine = _parse_quarantine(d.pop("quarantine", UNSET))

        def _parse_granted(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        granted = _parse_granted(d.pop("granted", UNSET))

        def _parse_decided_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        decided_at = _parse_decided_at(d.pop("decided_at", UNSET))

        note = d.pop("note", UNSET)

        objection = cls(
            id=id,
            participant=participant,
            text=text,
            made_at=made_at,
            decided_by=decided_by,
            hold=hold,
            quarantine=quarantine,
            granted=granted,
            decided_at=decided_at,
            note=note,
        )

        objection.additional_properties = d
        return objection

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
