from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="Balance")


@_attrs_define
class Balance:
    """A person's money in one campaign.

    Attributes:
        held (Money): An amount in the currency's minor units.
        payable (Money): An amount in the currency's minor units.
        in_payout (Money): An amount in the currency's minor units.
        paid (Money): An amount in the currency's minor units.
        owed (Money): An amount in the currency's minor units.
        campaign (str):
        currency (str):
    """

    held: Money
    payable: Money
    in_payout: Money
    paid: Money
    owed: Money
    campaign: str
    currency: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        held = self.held.to_dict()

        payable = self.payable.to_dict()

        in_payout = self.in_payout.to_dict()

        paid = self.paid.to_dict()

        owed = self.owed.to_dict()

        campaign = self.campaign

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "held": held,
                "payable": payable,
                "in_payout": in_payout,
                "paid": paid,
                "owed": owed,
                "campaign": campaign,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        held = Money.from_dict(d.pop("held"))

        payable = Money.from_dict(d.pop("payable"))

        in_payout = Money.from_dict(d.pop("in_payout"))

        paid = Money.from_dict(d.pop("paid"))

        owed = Money.from_dict(d.pop("owed"))

        campaign = d.pop("campaign")

        currency = d.pop("currency")

        balance = cls(
            held=held,
            payable=payable,
            in_payout=in_payout,
            paid=paid,
            owed=owed,
            campaign=campaign,
            currency=currency,
        )

        balance.additional_properties = d
        return balance

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
