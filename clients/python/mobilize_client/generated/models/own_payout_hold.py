from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.own_payout_objection import OwnPayoutObjection


T = TypeVar("T", bound="OwnPayoutHold")


@_attrs_define
class OwnPayoutHold:
    """Why one is not paid for the time being, and what can be done.

    Attributes:
        id (UUID):
        campaign (str):
        why (str): As the treasurer wrote it.
        since (datetime.datetime):
        lifted_at (datetime.datetime | None): Since when one is paid again; null: not yet.
        objection (None | OwnPayoutObjection): What one said against it; null for nothing yet.
        can_object (bool):
        what_to_do (str): Empty where there is nothing to do any more.
    """

    id: UUID
    campaign: str
    why: str
    since: datetime.datetime
    lifted_at: datetime.datetime | None
    objection: None | OwnPayoutObjection
    can_object: bool
    what_to_do: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.own_payout_objection import OwnPayoutObjection  # noqa: PLC0415

        id = str(self.id)

        campaign = self.campaign

        why = self.why

        since = self.since.isoformat()

        lifted_at: None | str
        if isinstance(self.lifted_at, datetime.datetime):
            lifted_at = self.lifted_at.isoformat()
        else:
            lifted_at = self.lifted_at

        objection: dict[str, Any] | None
        if isinstance(self.objection, OwnPayoutObjection):
            objection = self.objection.to_dict()
        else:
            objection = self.objection

        can_object = self.can_object

        what_to_do = self.what_to_do

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "why": why,
                "since": since,
                "lifted_at": lifted_at,
                "objection": objection,
                "can_object": can_object,
                "what_to_do": what_to_do,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.own_payout_objection import OwnPayoutObjection  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        why = d.pop("why")

        since = datetime.datetime.fromisoformat(d.pop("since"))

        def _parse_lifted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                lifted_at_type_0 = datetime.datetime.fromisoformat(data)

                return lifted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        lifted_at = _parse_lifted_at(d.pop("lifted_at"))

        def _parse_objection(data: object) -> None | OwnPayoutObjection:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                objection_type_0 = OwnPayoutObjection.from_dict(data)

                return objection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OwnPayoutObjection, data)

        objection = _parse_objection(d.pop("objection"))

        can_object = d.pop("can_object")

        what_to_do = d.pop("what_to_do")

        own_payout_hold = cls(
            id=id,
            campaign=campaign,
            why=why,
            since=since,
            lifted_at=lifted_at,
            objection=objection,
            can_object=can_object,
            what_to_do=what_to_do,
        )

        own_payout_hold.additional_properties = d
        return own_payout_hold

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
