from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money
    from ..models.prize_split import PrizeSplit
    from ..models.standing import Standing


T = TypeVar("T", bound="StatementLine")


@_attrs_define
class StatementLine:
    """
    Attributes:
        at (datetime.datetime): When it happened.
        booked_at (datetime.datetime): When it was written into the ledger.
        campaign (str):
        account (str): held, payable, in_payout, paid, or owed_by
        amount (Money): An amount in the currency's minor units.
        after (Standing): What stands on a person's accounts in one campaign.
        what (str): share, release, pledge, reversal, debt, repayment, debt_repaid, payout_started, payout_paid,
            payout_failed, payout_returned, and later other kinds
        why (str): The reason, as a sentence to the person.
        position (int | None): Steps above the finder.
        chain_length (int | None): Everybody from the finder up to the root.
        mechanism (str): The rule by which the prize was split; empty where there was none.
        mechanism_version (int | None):
        prize (None | PrizeSplit): The prize of which it is a share, and how it was split; null where it is of none.
        settlement (None | UUID):
        payout (None | UUID):
    """

    at: datetime.datetime
    booked_at: datetime.datetime
    campaign: str
    account: str
    amount: Money
    after: Standing
    what: str
    why: str
    position: int | None
    chain_length: int | None
    mechanism: str
    mechanism_version: int | None
    prize: None | PrizeSplit
    settlement: None | UUID
    payout: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.prize_split import PrizeSplit  # noqa: PLC0415

        at = self.at.isoformat()

        booked_at = self.booked_at.isoformat()

        campaign = self.campaign

        account = self.account

        amount = self.amount.to_dict()

        after = self.after.to_dict()

        what = self.what

        why = self.why

        position: int | None
        position = self.position

        chain_length: int | None
        chain_length = self.chain_length

        mechanism = self.mechanism

        mechanism_version: int | None
        mechanism_version = self.mechanism_version

        prize: dict[str, Any] | None
        if isinstance(self.prize, PrizeSplit):
            prize = self.prize.to_dict()
        else:
            prize = self.prize

        settlement: None | str
        if isinstance(self.settlement, UUID):
            settlement = str(self.settlement)
        else:
            settlement = self.settlement

        payout: None | str
        if isinstance(self.payout, UUID):
            payout = str(self.payout)
        else:
            payout = self.payout

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "booked_at": booked_at,
                "campaign": campaign,
                "account": account,
                "amount": amount,
                "after": after,
                "what": what,
                "why": why,
                "position": position,
                "chain_length": chain_length,
                "mechanism": mechanism,
                "mechanism_version": mechanism_version,
                "prize": prize,
                "settlement": settlement,
                "payout": payout,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415
        from ..models.prize_split import PrizeSplit  # noqa: PLC0415
        from ..models.standing import Standing  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        booked_at = datetime.datetime.fromisoformat(d.pop("booked_at"))

        campaign = d.pop("campaign")

        account = d.pop("account")

        amount = Money.from_dict(d.pop("amount"))

        after = Standing.from_dict(d.pop("after"))

        what = d.pop("what")

        why = d.pop("why")

        def _parse_position(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        position = _parse_position(d.pop("position"))

        def _parse_chain_length(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        chain_length = _parse_chain_length(d.pop("chain_length"))

        mechanism = d.pop("mechanism")

        def _parse_mechanism_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        mechanism_version = _parse_mechanism_version(d.pop("mechanism_version"))

        def _parse_prize(data: object) -> None | PrizeSplit:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                prize_type_0 = PrizeSplit.from_dict(data)

                return prize_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PrizeSplit, data)

        prize = _parse_prize(d.pop("prize"))

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

        def _parse_payout(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payout_type_0 = UUID(data)

                return payout_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        payout = _parse_payout(d.pop("payout"))

        statement_line = cls(
            at=at,
            booked_at=booked_at,
            campaign=campaign,
            account=account,
            amount=amount,
            after=after,
            what=what,
            why=why,
            position=position,
            chain_length=chain_length,
            mechanism=mechanism,
            mechanism_version=mechanism_version,
            prize=prize,
            settlement=settlement,
            payout=payout,
        )

        statement_line.additional_properties = d
        return statement_line

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
