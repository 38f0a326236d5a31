from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Gold")


@_attrs_define
class Gold:
    """
    Attributes:
        id (UUID): The name by which reviewers see it.
        finding (UUID):
        is_true (bool):
        made_at (datetime.datetime):
        answered (int): How many reviewers have answered it.
        right (int): How many of them rightly.
        retired_at (datetime.datetime | None | Unset):
    """

    id: UUID
    finding: UUID
    is_true: bool
    made_at: datetime.datetime
    answered: int
    right: int
    retired_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        finding = str(self.finding)

        is_true = self.is_true

        made_at = self.made_at.isoformat()

        answered = self.answered

        right = self.right

        retired_at: None | str | Unset
        if isinstance(self.retired_at, Unset):
            retired_at = UNSET
        elif isinstance(self.retired_at, datetime.datetime):
            retired_at = self.retired_at.isoformat()
        else:
            retired_at = self.retired_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "finding": finding,
                "is_true": is_true,
                "made_at": made_at,
                "answered": answered,
                "right": right,
            }
        )
        if retired_at is not UNSET:
            field_dict["retired_at"] = retired_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        finding = UUID(d.pop("finding"))

        is_true = d.pop("is_true")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        answered = d.pop("answered")

        right = d.pop("right")

        def _parse_retired_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                retired_at_type_0 = datetime.datetime.fromisoformat(data)

                return retired_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        retired_at = _parse_retired_at(d.pop("retired_at", UNSET))

        gold = cls(
            id=id,
            finding=finding,
            is_true=is_true,
            made_at=made_at,
            answered=answered,
            right=right,
            retired_at=retired_at,
        )

        gold.additional_properties = d
        return gold

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
