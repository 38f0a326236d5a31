from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ApprovalRequest")


@_attrs_define
class ApprovalRequest:
    """
    Attributes:
        accepted (list[str] | Unset): The codes of the warnings that were looked at and accepted.
        accepted_payouts (list[UUID] | Unset): Of warnings that are accepted one by one: these payouts.
    """

    accepted: list[str] | Unset = UNSET
    accepted_payouts: list[UUID] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        accepted: list[str] | Unset = UNSET
        if not isinstance(self.accepted, Unset):
            accepted = self.accepted

        accepted_payouts: list[str] | Unset = UNSET
        if not isinstance(self.accepted_payouts, Unset):
            accepted_payouts = []
            for accepted_payouts_item_data in self.accepted_payouts:
                accepted_payouts_item = str(accepted_payouts_item_data)
                accepted_payouts.append(accepted_payouts_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if accepted is not UNSET:
            field_dict["accepted"] = accepted
        if accepted_payouts is not UNSET:
            field_dict["accepted_payouts"] = accepted_payouts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        accepted = cast(list[str], d.pop("accepted", UNSET))

        _accepted_payouts = d.pop("accepted_payouts", UNSET)
        accepted_payouts: list[UUID] | Unset = UNSET
        if _accepted_payouts is not UNSET:
            accepted_payouts = []
            for accepted_payouts_item_data in _accepted_payouts:
                accepted_payouts_item = UUID(accepted_payouts_item_data)

                accepted_payouts.append(accepted_payouts_item)

        approval_request = cls(
            accepted=accepted,
            accepted_payouts=accepted_payouts,
        )

        approval_request.additional_properties = d
        return approval_request

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
