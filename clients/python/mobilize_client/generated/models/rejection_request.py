from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rejection_reason_enum import (
    RejectionReasonEnum,
    check_rejection_reason_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RejectionRequest")


@_attrs_define
class RejectionRequest:
    """
    Attributes:
        note (str | Unset):  Default: ''.
        reason (RejectionReasonEnum | Unset): * `invalid_proof` - invalid_proof
            * `duplicate` - duplicate
            * `out_of_window` - out_of_window
            * `wrong_place` - wrong_place
            * `criteria_not_met` - criteria_not_met
            * `other` - other
        duplicate_of (None | Unset | UUID): A finding of the same objective that said it before: makes this a duplicate.
    """

    note: str | Unset = ""
    reason: RejectionReasonEnum | Unset = UNSET
    duplicate_of: None | Unset | UUID = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        reason: str | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason

        duplicate_of: None | str | Unset
        if isinstance(self.duplicate_of, Unset):
            duplicate_of = UNSET
        elif isinstance(self.duplicate_of, UUID):
            duplicate_of = str(self.duplicate_of)
        else:
            duplicate_of = self.duplicate_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if note is not UNSET:
            field_dict["note"] = note
        if reason is not UNSET:
            field_dict["reason"] = reason
        if duplicate_of is not UNSET:
            field_dict["duplicate_of"] = duplicate_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        note = d.pop("note", UNSET)

        _reason = d.pop("reason", UNSET)
        reason: RejectionReasonEnum | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = check_rejection_reason_enum(_reason)

        def _parse_duplicate_of(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                duplicate_of_type_0 = UUID(data)

                return duplicate_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        duplicate_of = _parse_duplicate_of(d.pop("duplicate_of", UNSET))

        rejection_request = cls(
            note=note,
            reason=reason,
            duplicate_of=duplicate_of,
        )

        rejection_request.additional_properties = d
        return rejection_request

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
