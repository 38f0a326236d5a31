from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LettersShown")


@_attrs_define
class LettersShown:
    """
    Attributes:
        letters (bool): Whether the organizers of this campaign may write to me.
        wording (str): What one agrees to.
        wording_version (int):
        said_at (datetime.datetime | None): When I last said so; null where I never did.
    """

    letters: bool
    wording: str
    wording_version: int
    said_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        letters = self.letters

        wording = self.wording

        wording_version = self.wording_version

        said_at: None | str
        if isinstance(self.said_at, datetime.datetime):
            said_at = self.said_at.isoformat()
        else:
            said_at = self.said_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "letters": letters,
                "wording": wording,
                "wording_version": wording_version,
                "said_at": said_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        letters = d.pop("letters")

        wording = d.pop("wording")

        wording_version = d.pop("wording_version")

        def _parse_said_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                said_at_type_0 = datetime.datetime.fromisoformat(data)

                return said_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        said_at = _parse_said_at(d.pop("said_at"))

        letters_shown = cls(
            letters=letters,
            wording=wording,
            wording_version=wording_version,
            said_at=said_at,
        )

        letters_shown.additional_properties = d
        return letters_shown

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
