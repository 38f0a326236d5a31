from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Update")


@_attrs_define
class Update:
    """
    Attributes:
        id (UUID):
        title (str):
        text (str):
        published_at (datetime.datetime):
        corrected_at (datetime.datetime | None | Unset): When it was last corrected.
    """

    id: UUID
    title: str
    text: str
    published_at: datetime.datetime
    corrected_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        title = self.title

        text = self.text

        published_at = self.published_at.isoformat()

        corrected_at: None | str | Unset
        if isinstance(self.corrected_at, Unset):
            corrected_at = UNSET
        elif isinstance(self.corrected_at, datetime.datetime):
            corrected_at = self.corrected_at.isoformat()
        else:
            corrected_at = self.corrected_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "text": text,
                "published_at": published_at,
            }
        )
        if corrected_at is not UNSET:
            field_dict["corrected_at"] = corrected_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        title = d.pop("title")

        text = d.pop("text")

        published_at = datetime.datetime.fromisoformat(d.pop("published_at"))

        def _parse_corrected_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                corrected_at_type_0 = datetime.datetime.fromisoformat(data)

                return corrected_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        corrected_at = _parse_corrected_at(d.pop("corrected_at", UNSET))

        update = cls(
            id=id,
            title=title,
            text=text,
            published_at=published_at,
            corrected_at=corrected_at,
        )

        update.additional_properties = d
        return update

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
