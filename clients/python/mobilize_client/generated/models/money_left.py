from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MoneyLeft")


@_attrs_define
class MoneyLeft:
    """
    Attributes:
        campaign (str): The slug.
        held_minor (int): Forfeited, to where the campaign's remainders go.
        payable_minor (int): Given where money_to says.
        currency (str):
    """

    campaign: str
    held_minor: int
    payable_minor: int
    currency: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign = self.campaign

        held_minor = self.held_minor

        payable_minor = self.payable_minor

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign": campaign,
                "held_minor": held_minor,
                "payable_minor": payable_minor,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        campaign = d.pop("campaign")

        held_minor = d.pop("held_minor")

        payable_minor = d.pop("payable_minor")

        currency = d.pop("currency")

        money_left = cls(
            campaign=campaign,
            held_minor=held_minor,
            payable_minor=payable_minor,
            currency=currency,
        )

        money_left.additional_properties = d
        return money_left

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
