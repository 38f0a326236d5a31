from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="Budget")


@_attrs_define
class Budget:
    """received = promised + free + held + payable + in_payout + paid + charity + solidarity + refunded.

    Attributes:
        currency (str):
        pledged (Money): An amount in the currency's minor units.
        received (Money): An amount in the currency's minor units.
        promised (Money): An amount in the currency's minor units.
        free (Money): An amount in the currency's minor units.
        held (Money): An amount in the currency's minor units.
        payable (Money): An amount in the currency's minor units.
        in_payout (Money): An amount in the currency's minor units.
        paid (Money): An amount in the currency's minor units.
        charity (Money): An amount in the currency's minor units.
        solidarity (Money): An amount in the currency's minor units.
        refunded (Money): An amount in the currency's minor units.
        owed (Money): An amount in the currency's minor units.
    """

    currency: str
    pledged: Money
    received: Money
    promised: Money
    free: Money
    held: Money
    payable: Money
    in_payout: Money
    paid: Money
    charity: Money
    solidarity: Money
    refunded: Money
    owed: Money
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        pledged = self.pledged.to_dict()

        received = self.received.to_dict()

        promised = self.promised.to_dict()

        free = self.free.to_dict()

        held = self.held.to_dict()

        payable = self.payable.to_dict()

        in_payout = self.in_payout.to_dict()

        paid = self.paid.to_dict()

        charity = self.charity.to_dict()

        solidarity = self.solidarity.to_dict()

        refunded = self.refunded.to_dict()

        owed = self.owed.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "currency": currency,
                "pledged": pledged,
                "received": received,
                "promised": promised,
                "free": free,
                "held": held,
                "payable": payable,
                "in_payout": in_payout,
                "paid": paid,
                "charity": charity,
                "solidarity": solidarity,
                "refunded": refunded,
                "owed": owed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        currency = d.pop("currency")

        pledged = Money.from_dict(d.pop("pledged"))

        received = Money.from_dict(d.pop("received"))

        promised = Money.from_dict(d.pop("promised"))

        free = Money.from_dict(d.pop("free"))

        held = Money.from_dict(d.pop("held"))

        payable = Money.from_dict(d.pop("payable"))

        in_payout = Money.from_dict(d.pop("in_payout"))

        paid = Money.from_dict(d.pop("paid"))

        charity = Money.from_dict(d.pop("charity"))

        solidarity = Money.from_dict(d.pop("solidarity"))

        refunded = Money.from_dict(d.pop("refunded"))

        owed = Money.from_dict(d.pop("owed"))

        budget = cls(
            currency=currency,
            pledged=pledged,
            received=received,
            promised=promised,
            free=free,
            held=held,
            payable=payable,
            in_payout=in_payout,
            paid=paid,
            charity=charity,
            solidarity=solidarity,
            refunded=refunded,
            owed=owed,
        )

        budget.additional_properties = d
        return budget

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
