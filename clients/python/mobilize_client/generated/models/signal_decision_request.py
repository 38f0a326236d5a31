from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.signal_decision_state_enum import (
    SignalDecisionStateEnum,
    check_signal_decision_state_enum,
)

T = TypeVar("T", bound="SignalDecisionRequest")


@_attrs_define
class SignalDecisionRequest:
    """
    Attributes:
        state (SignalDecisionStateEnum): * `cleared` - cleared
            * `upheld` - upheld
        note (str): Why; it stays with the signal.
    """

    state: SignalDecisionStateEnum
    note: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state: str = self.state

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "state": state,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        state = check_signal_decision_state_enum(d.pop("state"))

        note = d.pop("note")

        signal_decision_request = cls(
            state=state,
            note=note,
        )

        signal_decision_request.additional_properties = d
        return signal_decision_request

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
