from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="CheckedPerson")


@_attrs_define
class CheckedPerson:
    """
    Attributes:
        payout (UUID):
        display_name (str):
        amount (Money): An amount in the currency's minor units.
    """

    payout: UUID
    display_name: str
    amount: Money
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        payout = str(self.payout)

        display_name = self.display_name

        amount = self.amount.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "payout": payout,
                "display_name": display_name,
                "amount": amount,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        payout = UUID(d.pop("payout"))

        display_name = d.pop("display_name")

        amount = Money.from_dict(d.pop("amount"))

        checked_person = cls(
            payout=payout,
            display_name=display_name,
            amount=amount,
        )

        checked_person.additional_properties = d
        return checked_person

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
