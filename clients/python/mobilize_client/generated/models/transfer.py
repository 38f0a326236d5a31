from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.transfer_reason_enum import TransferReasonEnum, check_transfer_reason_enum

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="Transfer")


@_attrs_define
class Transfer:
    """One movement of money. Participants appear under a pseudonym that is theirs in this campaign alone.

    Attributes:
        debit (str): The account that the money leaves.
        credit (str): The account that the money enters.
        amount (Money): An amount in the currency's minor units.
        reason (TransferReasonEnum): * `funding` - money received
            * `refund` - free escrow given back
            * `share` - a share of a prize
            * `remainder` - what the shares left of a prize
            * `release` - a share whose hold is over
            * `forfeit` - a held share of somebody who was removed
            * `pledge` - what its earner gives of a share
            * `reversal` - what comes back of a finding that was found wrong
            * `debt` - what could not come back, because it was paid
            * `repayment` - a debt repaid out of what was earned or came back
            * `debt_repaid` - a debt made less by its repayment
            * `payout_started` - a payout approved
            * `payout_paid` - a payout that arrived
            * `payout_failed` - a payout that did not leave
            * `payout_returned` - a payout that came back
        settlement (None | UUID): For those with a role: it would name the pseudonyms' people.
        created_at (datetime.datetime):
    """

    debit: str
    credit: str
    amount: Money
    reason: TransferReasonEnum
    settlement: None | UUID
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        debit = self.debit

        credit = self.credit

        amount = self.amount.to_dict()

        reason: str = self.reason

        settlement: None | str
        if isinstance(self.settlement, UUID):
            settlement = str(self.settlement)
        else:
            settlement = self.settlement

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "debit": debit,
                "credit": credit,
                "amount": amount,
                "reason": reason,
                "settlement": settlement,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        debit = d.pop("debit")

        credit = d.pop("credit")

        amount = Money.from_dict(d.pop("amount"))

        reason = check_transfer_reason_enum(d.pop("reason"))

        def _parse_settlement(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                settlement_type_0 = UUID(data)

                return settlement_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        settlement = _parse_settlement(d.pop("settlement"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        transfer = cls(
            debit=debit,
            credit=credit,
            amount=amount,
            reason=reason,
            settlement=settlement,
            created_at=created_at,
        )

        transfer.additional_properties = d
        return transfer

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
