from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.batch_state import BatchState, check_batch_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.batch_detail_payouts import BatchDetailPayouts
    from ..models.check import Check
    from ..models.left_out import LeftOut
    from ..models.money import Money


T = TypeVar("T", bound="BatchDetail")


@_attrs_define
class BatchDetail:
    """
    Attributes:
        id (UUID):
        campaign (str):
        provider (str):
        currency (str):
        total (Money): An amount in the currency's minor units.
        payouts (BatchDetailPayouts): How many, by state.
        needs_person (int): How many wait for a person to look.
        drafted_by (str):
        drafted_at (datetime.datetime):
        left_out (LeftOut):
        checks (list[Check]): As they stand for a draft; later as they were approved.
        mine (bool): Whether you drafted it, and so cannot approve it.
        state (BatchState | Unset): * `draft` - draft
            * `approved` - approved
            * `sent` - being sent
            * `done` - done
            * `cancelled` - cancelled
        note (str | Unset):
        approved_by (None | str | Unset):
        approved_at (datetime.datetime | None | Unset):
        sent_at (datetime.datetime | None | Unset):
        ended_at (datetime.datetime | None | Unset): When it was done or cancelled.
    """

    id: UUID
    campaign: str
    provider: str
    currency: str
    total: Money
    payouts: BatchDetailPayouts
    needs_person: int
    drafted_by: str
    drafted_at: datetime.datetime
    left_out: LeftOut
    checks: list[Check]
    mine: bool
    state: BatchState | Unset = UNSET
    note: str | Unset = UNSET
    approved_by: None | str | Unset = UNSET
    approved_at: datetime.datetime | None | Unset = UNSET
    sent_at: datetime.datetime | None | Unset = UNSET
    ended_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        campaign = self.campaign

        provider = self.provider

        currency = self.currency

        total = self.total.to_dict()

        payouts = self.payouts.to_dict()

        needs_person = self.needs_person

        drafted_by = self.drafted_by

        drafted_at = self.drafted_at.isoformat()

        left_out = self.left_out.to_dict()

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        mine = self.mine

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        note = self.note

        approved_by: None | str | Unset
        if isinstance(self.approved_by, Unset):
            approved_by = UNSET
        else:
            approved_by = self.approved_by

        approved_at: None | str | Unset
        if isinstance(self.approved_at, Unset):
            approved_at = UNSET
        elif isinstance(self.approved_at, datetime.datetime):
            approved_at = self.approved_at.isoformat()
        else:
            approved_at = self.approved_at

        sent_at: None | str | Unset
        if isinstance(self.sent_at, Unset):
            sent_at = UNSET
        elif isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

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
                "campaign": campaign,
                "provider": provider,
                "currency": currency,
                "total": total,
                "payouts": payouts,
                "needs_person": needs_person,
                "drafted_by": drafted_by,
                "drafted_at": drafted_at,
                "left_out": left_out,
                "checks": checks,
                "mine": mine,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if note is not UNSET:
            field_dict["note"] = note
        if approved_by is not UNSET:
            field_dict["approved_by"] = approved_by
        if approved_at is not UNSET:
            field_dict["approved_at"] = approved_at
        if sent_at is not UNSET:
            field_dict["sent_at"] = sent_at
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_detail_payouts import BatchDetailPayouts  # noqa: PLC0415
        from ..models.check import Check  # noqa: PLC0415
        from ..models.left_out import LeftOut  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        provider = d.pop("provider")

        currency = d.pop("currency")

        total = Money.from_dict(d.pop("total"))

        payouts = BatchDetailPayouts.from_dict(d.pop("payouts"))

        needs_person = d.pop("needs_person")

        drafted_by = d.pop("drafted_by")

        drafted_at = datetime.datetime.fromisoformat(d.pop("drafted_at"))

        left_out = LeftOut.from_dict(d.pop("left_out"))

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = Check.from_dict(checks_item_data)

            checks.append(checks_item)

        mine = d.pop("mine")

        _state = d.pop("state", UNSET)
        state: BatchState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_batch_state(_state)

        note = d.pop("note", UNSET)

        def _parse_approved_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        approved_by = _parse_approved_by(d.pop("approved_by", UNSET))

        def _parse_approved_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                approved_at_type_0 = datetime.datetime.fromisoformat(data)

                return approved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        approved_at = _parse_approved_at(d.pop("approved_at", UNSET))

        def _parse_sent_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        sent_at = _parse_sent_at(d.pop("sent_at", UNSET))

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

        batch_detail = cls(
            id=id,
            campaign=campaign,
            provider=provider,
            currency=currency,
            total=total,
            payouts=payouts,
            needs_person=needs_person,
            drafted_by=drafted_by,
            drafted_at=drafted_at,
            left_out=left_out,
            checks=checks,
            mine=mine,
            state=state,
            note=note,
            approved_by=approved_by,
            approved_at=approved_at,
            sent_at=sent_at,
            ended_at=ended_at,
        )

        batch_detail.additional_properties = d
        return batch_detail

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
