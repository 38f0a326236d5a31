from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.entered_state import EnteredState, check_entered_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedPayoutChangeRequest")


@_attrs_define
class PatchedPayoutChangeRequest:
    """
    Attributes:
        state (EnteredState | Unset): * `settled` - settled
            * `failed` - failed
            * `returned` - returned
        reason (str | Unset):  Default: ''.
        reference (str | Unset):  Default: ''.
        needs_person (bool | Unset): false: a person has looked, and it may be asked about again. Default: True.
    """

    state: EnteredState | Unset = UNSET
    reason: str | Unset = ""
    reference: str | Unset = ""
    needs_person: bool | Unset = True
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        reason = self.reason

        reference = self.reference

        needs_person = self.needs_person

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if state is not UNSET:
            field_dict["state"] = state
        if reason is not UNSET:
            field_dict["reason"] = reason
        if reference is not UNSET:
            field_dict["reference"] = reference
        if needs_person is not UNSET:
            field_dict["needs_person"] = needs_person

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _state = d.pop("state", UNSET)
        state: EnteredState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_entered_state(_state)

        reason = d.pop("reason", UNSET)

        reference = d.pop("reference", UNSET)

        needs_person = d.pop("needs_person", UNSET)

        patched_payout_change_request = cls(
            state=state,
            reason=reason,
            reference=reference,
            needs_person=needs_person,
        )

        patched_payout_change_request.additional_properties = d
        return patched_payout_change_request

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
