from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OwnPayoutObjection")


@_attrs_define
class OwnPayoutObjection:
    """One's own objection to not being paid, and its answer.

    Attributes:
        text (str):
        made_at (datetime.datetime):
        granted (bool | None | Unset):
        decided_at (datetime.datetime | None | Unset):
        note (str | Unset):
    """

    text: str
    made_at: datetime.datetime
    granted: bool | None | Unset = UNSET
    decided_at: datetime.datetime | None | Unset = UNSET
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        made_at = self.made_at.isoformat()

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
                "text": text,
                "made_at": made_at,
            }
        )
        if granted is not UNSET:
            field_dict["granted"] = granted
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

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

        own_payout_objection = cls(
            text=text,
            made_at=made_at,
            granted=granted,
            decided_at=decided_at,
            note=note,
        )

        own_payout_objection.additional_properties = d
        return own_payout_objection

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
