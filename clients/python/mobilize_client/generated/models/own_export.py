from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.own_export_state_enum import (
    OwnExportStateEnum,
    check_own_export_state_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="OwnExport")


@_attrs_define
class OwnExport:
    """
    Attributes:
        id (UUID):
        progress (float): How much of it is done, from 0 to 1.
        asked_at (datetime.datetime):
        expires_at (datetime.datetime): When it is removed.
        file (None | str): The signed way to the archive; null until it is ready.
        state (OwnExportStateEnum | Unset): * `queued` - waiting
            * `making` - being made
            * `ready` - ready
            * `failed` - failed
        ready_at (datetime.datetime | None | Unset):
        size_bytes (int | None | Unset):
    """

    id: UUID
    progress: float
    asked_at: datetime.datetime
    expires_at: datetime.datetime
    file: None | str
    state: OwnExportStateEnum | Unset = UNSET
    ready_at: datetime.datetime | None | Unset = UNSET
    size_bytes: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        progress = self.progress

        asked_at = self.asked_at.isoformat()

        expires_at = self.expires_at.isoformat()

        file: None | str
        file = self.file

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        ready_at: None | str | Unset
        if isinstance(self.ready_at, Unset):
            ready_at = UNSET
        elif isinstance(self.ready_at, datetime.datetime):
            ready_at = self.ready_at.isoformat()
        else:
            ready_at = self.ready_at

        size_bytes: int | None | Unset
        if isinstance(self.size_bytes, Unset):
            size_bytes = UNSET
        else:
            size_bytes = self.size_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "progress": progress,
                "asked_at": asked_at,
                "expires_at": expires_at,
                "file": file,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if ready_at is not UNSET:
            field_dict["ready_at"] = ready_at
        if size_bytes is not UNSET:
            field_dict["size_bytes"] = size_bytes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        progress = d.pop("progress")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        def _parse_file(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        file = _parse_file(d.pop("file"))

        _state = d.pop("state", UNSET)
        state: OwnExportStateEnum | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_own_export_state_enum(_state)

        def _parse_ready_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ready_at_type_0 = datetime.datetime.fromisoformat(data)

                return ready_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ready_at = _parse_ready_at(d.pop("ready_at", UNSET))

        def _parse_size_bytes(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        size_bytes = _parse_size_bytes(d.pop("size_bytes", UNSET))

        own_export = cls(
            id=id,
            progress=progress,
            asked_at=asked_at,
            expires_at=expires_at,
            file=file,
            state=state,
            ready_at=ready_at,
            size_bytes=size_bytes,
        )

        own_export.additional_properties = d
        return own_export

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
