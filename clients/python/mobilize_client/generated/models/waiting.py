from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Waiting")


@_attrs_define
class Waiting:
    """
    Attributes:
        waiting (int): Findings that you may take up now.
        oldest_received_at (datetime.datetime | None): When the oldest of them was received.
        held (int): What you have taken up.
        asked (int): What you may decide about and whose reporter was asked something.
    """

    waiting: int
    oldest_received_at: datetime.datetime | None
    held: int
    asked: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        oldest_received_at: None | str
        if isinstance(self.oldest_received_at, datetime.datetime):
            oldest_received_at = self.oldest_received_at.isoformat()
        else:
            oldest_received_at = self.oldest_received_at

        held = self.held

        asked = self.asked

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "waiting": waiting,
                "oldest_received_at": oldest_received_at,
                "held": held,
                "asked": asked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        waiting = d.pop("waiting")

        def _parse_oldest_received_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                oldest_received_at_type_0 = datetime.datetime.fromisoformat(data)

                return oldest_received_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        oldest_received_at = _parse_oldest_received_at(d.pop("oldest_received_at"))

        held = d.pop("held")

        asked = d.pop("asked")

        waiting = cls(
            waiting=waiting,
            oldest_received_at=oldest_received_at,
            held=held,
            asked=asked,
        )

        waiting.additional_properties = d
        return waiting

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
