from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.entered_state import EnteredState, check_entered_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="EntryRequest")


@_attrs_define
class EntryRequest:
    """
    Attributes:
        payout (str): The payout's id, or its code as the file had it.
        state (EnteredState): * `settled` - settled
            * `failed` - failed
            * `returned` - returned
        reason (str | Unset):  Default: ''.
        reference (str | Unset):  Default: ''.
    """

    payout: str
    state: EnteredState
    reason: str | Unset = ""
    reference: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        payout = self.payout

        state: str = self.state

        reason = self.reason

        reference = self.reference

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "payout": payout,
                "state": state,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if reference is not UNSET:
            field_dict["reference"] = reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        payout = d.pop("payout")

        state = check_entered_state(d.pop("state"))

        reason = d.pop("reason", UNSET)

        reference = d.pop("reference", UNSET)

        entry_request = cls(
            payout=payout,
            state=state,
            reason=reason,
            reference=reference,
        )

        entry_request.additional_properties = d
        return entry_request

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
