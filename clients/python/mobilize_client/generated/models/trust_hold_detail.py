from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.consequences import Consequences
    from ..models.objection import Objection
    from ..models.person import Person


T = TypeVar("T", bound="TrustHoldDetail")


@_attrs_define
class TrustHoldDetail:
    """
    Attributes:
        id (UUID):
        participant (Person): A participant as others see them.
        reason (str):
        placed_at (datetime.datetime):
        placed_by (None | str): None: the platform, because of the signal.
        expires_at (datetime.datetime):
        active (bool): Neither decided nor run out.
        decision (str): Empty until somebody decides.
        decided_by (None | str):
        touches (Consequences): What it touches; asking for it changes nothing.
        objections (list[Objection]):
        signal (None | Unset | UUID):
        decided_at (datetime.datetime | None | Unset):
        note (str | Unset):
    """

    id: UUID
    participant: Person
    reason: str
    placed_at: datetime.datetime
    placed_by: None | str
    expires_at: datetime.datetime
    active: bool
    decision: str
    decided_by: None | str
    touches: Consequences
    objections: list[Objection]
    signal: None | Unset | UUID = UNSET
    decided_at: datetime.datetime | None | Unset = UNSET
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        participant = self.participant.to_dict()

        reason = self.reason

        placed_at = self.placed_at.isoformat()

        placed_by: None | str
        placed_by = self.placed_by

        expires_at = self.expires_at.isoformat()

        active = self.active

        decision = self.decision

        decided_by: None | str
        decided_by = self.decided_by

        touches = self.touches.to_dict()

        objections = []
        for objections_item_data in self.objections:
            objections_item = objections_item_data.to_dict()
            objections.append(objections_item)

        signal: None | str | Unset
        if isinstance(self.signal, Unset):
            signal = UNSET
        elif isinstance(self.signal, UUID):
            signal = str(self.signal)
        else:
            signal = self.signal

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
                "reason": reason,
                "placed_at": placed_at,
                "placed_by": placed_by,
                "expires_at": expires_at,
                "active": active,
                "decision": decision,
                "decided_by": decided_by,
                "touches": touches,
                "objections": objections,
            }
        )
        if signal is not UNSET:
            field_dict["signal"] = signal
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consequences import Consequences  # noqa: PLC0415
        from ..models.objection import Objection  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        participant = Person.from_dict(d.pop("participant"))

        reason = d.pop("reason")

        placed_at = datetime.datetime.fromisoformat(d.pop("placed_at"))

        def _parse_placed_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        placed_by = _parse_placed_by(d.pop("placed_by"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        active = d.pop("active")

        decision = d.pop("decision")

        def _parse_decided_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        touches = Consequences.from_dict(d.pop("touches"))

        objections = []
        _objections = d.pop("objections")
        for objections_item_data in _objections:
            objections_item = Objection.from_dict(objections_item_data)

            objections.append(objections_item)

        def _parse_signal(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                signal_type_0 = UUID(data)

                return signal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        signal = _parse_signal(d.pop("signal", UNSET))

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

        trust_hold_detail = cls(
            id=id,
            participant=participant,
            reason=reason,
            placed_at=placed_at,
            placed_by=placed_by,
            expires_at=expires_at,
            active=active,
            decision=decision,
            decided_by=decided_by,
            touches=touches,
            objections=objections,
            signal=signal,
            decided_at=decided_at,
            note=note,
        )

        trust_hold_detail.additional_properties = d
        return trust_hold_detail

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
