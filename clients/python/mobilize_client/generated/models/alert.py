from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Alert")


@_attrs_define
class Alert:
    """
    Attributes:
        id (UUID):
        kind (str):
        sentence (str):
        raised_at (datetime.datetime):
        is_open (bool):
        numbers (Any | Unset):
        cleared_at (datetime.datetime | None | Unset):
    """

    id: UUID
    kind: str
    sentence: str
    raised_at: datetime.datetime
    is_open: bool
    numbers: Any | Unset = UNSET
    cleared_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        sentence = self.sentence

        raised_at = self.raised_at.isoformat()

        is_open = self.is_open

        numbers = self.numbers

        cleared_at: None | str | Unset
        if isinstance(self.cleared_at, Unset):
            cleared_at = UNSET
        elif isinstance(self.cleared_at, datetime.datetime):
            cleared_at = self.cleared_at.isoformat()
        else:
            cleared_at = self.cleared_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "sentence": sentence,
                "raised_at": raised_at,
                "is_open": is_open,
            }
        )
        if numbers is not UNSET:
            field_dict["numbers"] = numbers
        if cleared_at is not UNSET:
            field_dict["cleared_at"] = cleared_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        sentence = d.pop("sentence")

        raised_at = datetime.datetime.fromisoformat(d.pop("raised_at"))

        is_open = d.pop("is_open")

        numbers = d.pop("numbers", UNSET)

        def _parse_cleared_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cleared_at_type_0 = datetime.datetime.fromisoformat(data)

                return cleared_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        cleared_at = _parse_cleared_at(d.pop("cleared_at", UNSET))

        alert = cls(
            id=id,
            kind=kind,
            sentence=sentence,
            raised_at=raised_at,
            is_open=is_open,
            numbers=numbers,
            cleared_at=cleared_at,
        )

        alert.additional_properties = d
        return alert

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
