from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.why_enum import WhyEnum, check_why_enum

T = TypeVar("T", bound="AddressStopped")


@_attrs_define
class AddressStopped:
    """Why no letters are sent to my address.

    Attributes:
        why (WhyEnum): * `bounced` - mail to it came back
            * `refused` - its mail server refused it for good
            * `complained` - its reader called a letter of ours unwanted
        stopped_at (datetime.datetime):
    """

    why: WhyEnum
    stopped_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        why: str = self.why

        stopped_at = self.stopped_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "why": why,
                "stopped_at": stopped_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        why = check_why_enum(d.pop("why"))

        stopped_at = datetime.datetime.fromisoformat(d.pop("stopped_at"))

        address_stopped = cls(
            why=why,
            stopped_at=stopped_at,
        )

        address_stopped.additional_properties = d
        return address_stopped

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
