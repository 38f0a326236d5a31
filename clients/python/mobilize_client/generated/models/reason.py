from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reason_reason_enum import ReasonReasonEnum, check_reason_reason_enum

T = TypeVar("T", bound="Reason")


@_attrs_define
class Reason:
    """How many can't be written to for one reason; not who they are.

    Attributes:
        reason (ReasonReasonEnum): * `no_account` - no_account
            * `account_closed` - account_closed
            * `address_stopped` - address_stopped
            * `not_wanted` - not_wanted
            * `removed` - removed
            * `in_quarantine` - in_quarantine
            * `no_consent` - no_consent
            * `campaign_closed` - campaign_closed
            * `nudged_lately` - nudged_lately
            * `enough_letters` - enough_letters
        sentence (str):
        people (int):
    """

    reason: ReasonReasonEnum
    sentence: str
    people: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason: str = self.reason

        sentence = self.sentence

        people = self.people

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "sentence": sentence,
                "people": people,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = check_reason_reason_enum(d.pop("reason"))

        sentence = d.pop("sentence")

        people = d.pop("people")

        reason = cls(
            reason=reason,
            sentence=sentence,
            people=people,
        )

        reason.additional_properties = d
        return reason

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
