from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.funding_state_enum import FundingStateEnum, check_funding_state_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="Funding")


@_attrs_define
class Funding:
    """
    Attributes:
        id (UUID):
        campaign (str):
        amount (Money): An amount in the currency's minor units.
        state (FundingStateEnum): * `pledged` - pledged
            * `received` - received
        pledged_at (datetime.datetime):
        reference (str | Unset):
        received_at (datetime.datetime | None | Unset):
    """

    id: UUID
    campaign: str
    amount: Money
    state: FundingStateEnum
    pledged_at: datetime.datetime
    reference: str | Unset = UNSET
    received_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        campaign = self.campaign

        amount = self.amount.to_dict()

        state: str = self.state

        pledged_at = self.pledged_at.isoformat()

        reference = self.reference

        received_at: None | str | Unset
        if isinstance(self.received_at, Unset):
            received_at = UNSET
        elif isinstance(self.received_at, datetime.datetime):
            received_at = self.received_at.isoformat()
        else:
            received_at = self.received_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "amount": amount,
                "state": state,
                "pledged_at": pledged_at,
            }
        )
        if reference is not UNSET:
            field_dict["reference"] = reference
        if received_at is not UNSET:
            field_dict["received_at"] = received_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        amount = Money.from_dict(d.pop("amount"))

        state = check_funding_state_enum(d.pop("state"))

        pledged_at = datetime.datetime.fromisoformat(d.pop("pledged_at"))

        reference = d.pop("reference", UNSET)

        def _parse_received_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                received_at_type_0 = datetime.datetime.fromisoformat(data)

                return received_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        received_at = _parse_received_at(d.pop("received_at", UNSET))

        funding = cls(
            id=id,
            campaign=campaign,
            amount=amount,
            state=state,
            pledged_at=pledged_at,
            reference=reference,
            received_at=received_at,
        )

        funding.additional_properties = d
        return funding

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
