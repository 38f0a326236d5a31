from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.payout_state_enum import PayoutStateEnum, check_payout_state_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.masked_destination import MaskedDestination
    from ..models.money import Money


T = TypeVar("T", bound="Payout")


@_attrs_define
class Payout:
    """
    Attributes:
        id (UUID):
        batch (UUID):
        participant (UUID):
        display_name (str):
        amount (Money): An amount in the currency's minor units.
        destination (MaskedDestination):
        state (PayoutStateEnum | Unset): * `queued` - queued
            * `unknown` - unknown
            * `sent` - sent
            * `settled` - settled
            * `failed` - failed
            * `returned` - returned
        reason (str | Unset): Why it failed, was returned, or is not known.
        reference (str | Unset): The provider's own name for the payment.
        needs_person (bool | Unset):
        claimed_at (datetime.datetime | None | Unset): When its sending began.
        asked_at (datetime.datetime | None | Unset):
        settled_at (datetime.datetime | None | Unset):
        ended_at (datetime.datetime | None | Unset): When it failed or was returned.
    """

    id: UUID
    batch: UUID
    participant: UUID
    display_name: str
    amount: Money
    destination: MaskedDestination
    state: PayoutStateEnum | Unset = UNSET
    reason: str | Unset = UNSET
    reference: str | Unset = UNSET
    needs_person: bool | Unset = UNSET
    claimed_at: datetime.datetime | None | Unset = UNSET
    asked_at: datetime.datetime | None | Unset = UNSET
    settled_at: datetime.datetime | None | Unset = UNSET
    ended_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        batch = str(self.batch)

        participant = str(self.participant)

        display_name = self.display_name

        amount = self.amount.to_dict()

        destination = self.destination.to_dict()

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        reason = self.reason

        reference = self.reference

        needs_person = self.needs_person

        claimed_at: None | str | Unset
        if isinstance(self.claimed_at, Unset):
            claimed_at = UNSET
        elif isinstance(self.claimed_at, datetime.datetime):
            claimed_at = self.claimed_at.isoformat()
        else:
            claimed_at = self.claimed_at

        asked_at: None | str | Unset
        if isinstance(self.asked_at, Unset):
            asked_at = UNSET
        elif isinstance(self.asked_at, datetime.datetime):
            asked_at = self.asked_at.isoformat()
        else:
            asked_at = self.asked_at

        settled_at: None | str | Unset
        if isinstance(self.settled_at, Unset):
            settled_at = UNSET
        elif isinstance(self.settled_at, datetime.datetime):
            settled_at = self.settled_at.isoformat()
        else:
            settled_at = self.settled_at

        ended_at: None | str | Unset
        if isinstance(self.ended_at, Unset):
            ended_at = UNSET
        elif isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "batch": batch,
                "participant": participant,
                "display_name": display_name,
                "amount": amount,
                "destination": destination,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if reason is not UNSET:
            field_dict["reason"] = reason
        if reference is not UNSET:
            field_dict["reference"] = reference
        if needs_person is not UNSET:
            field_dict["needs_person"] = needs_person
        if claimed_at is not UNSET:
            field_dict["claimed_at"] = claimed_at
        if asked_at is not UNSET:
            field_dict["asked_at"] = asked_at
        if settled_at is not UNSET:
            field_dict["settled_at"] = settled_at
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.masked_destination import MaskedDestination  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        batch = UUID(d.pop("batch"))

        participant = UUID(d.pop("participant"))

        display_name = d.pop("display_name")

        amount = Money.from_dict(d.pop("amount"))

        destination = MaskedDestination.from_dict(d.pop("destination"))

        _state = d.pop("state", UNSET)
        state: PayoutStateEnum | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_payout_state_enum(_state)

        reason = d.pop("reason", UNSET)

        reference = d.pop("reference", UNSET)

        needs_person = d.pop("needs_person", UNSET)

        def _parse_claimed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                claimed_at_type_0 = datetime.datetime.fromisoformat(data)

                return claimed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        claimed_at = _parse_claimed_at(d.pop("claimed_at", UNSET))

        def _parse_asked_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                asked_at_type_0 = datetime.datetime.fromisoformat(data)

                return asked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        asked_at = _parse_asked_at(d.pop("asked_at", UNSET))

        def _parse_settled_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                settled_at_type_0 = datetime.datetime.fromisoformat(data)

                return settled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        settled_at = _parse_settled_at(d.pop("settled_at", UNSET))

        def _parse_ended_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ended_at = _parse_ended_at(d.pop("ended_at", UNSET))

        payout = cls(
            id=id,
            batch=batch,
            participant=participant,
            display_name=display_name,
            amount=amount,
            destination=destination,
            state=state,
            reason=reason,
            reference=reference,
            needs_person=needs_person,
            claimed_at=claimed_at,
            asked_at=asked_at,
            settled_at=settled_at,
            ended_at=ended_at,
        )

        payout.additional_properties = d
        return payout

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
