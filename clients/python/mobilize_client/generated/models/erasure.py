from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.erasure_state_enum import ErasureStateEnum, check_erasure_state_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Erasure")


@_attrs_define
class Erasure:
    """
    Attributes:
        id (UUID):
        asked_at (datetime.datetime):
        state (ErasureStateEnum | Unset): * `asked` - asked for
            * `erased` - erased, with files left to remove
            * `done` - done
    """

    id: UUID
    asked_at: datetime.datetime
    state: ErasureStateEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        asked_at = self.asked_at.isoformat()

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "asked_at": asked_at,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        _state = d.pop("state", UNSET)
        state: ErasureStateEnum | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_erasure_state_enum(_state)

        erasure = cls(
            id=id,
            asked_at=asked_at,
            state=state,
        )

        erasure.additional_properties = d
        return erasure

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
