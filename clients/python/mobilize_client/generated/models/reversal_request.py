from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reversal_reason_enum import ReversalReasonEnum, check_reversal_reason_enum

T = TypeVar("T", bound="ReversalRequest")


@_attrs_define
class ReversalRequest:
    """
    Attributes:
        reason (ReversalReasonEnum): * `fraud` - fraud
            * `mistake` - mistake
            * `duplicate` - duplicate
            * `other` - other
        note (str): What was wrong; everybody concerned reads it.
    """

    reason: ReversalReasonEnum
    note: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason: str = self.reason

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = check_reversal_reason_enum(d.pop("reason"))

        note = d.pop("note")

        reversal_request = cls(
            reason=reason,
            note=note,
        )

        reversal_request.additional_properties = d
        return reversal_request

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
