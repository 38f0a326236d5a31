from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.payout_objection import PayoutObjection


T = TypeVar("T", bound="Hold")


@_attrs_define
class Hold:
    """
    Attributes:
        id (UUID):
        participant (UUID):
        display_name (str):
        reason (str):
        by (str):
        at (datetime.datetime):
        objection (None | PayoutObjection): What the person says against it; null for nothing.
        lifted_by (None | str | Unset):
        lifted_at (datetime.datetime | None | Unset):
    """

    id: UUID
    participant: UUID
    display_name: str
    reason: str
    by: str
    at: datetime.datetime
    objection: None | PayoutObjection
    lifted_by: None | str | Unset = UNSET
    lifted_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.payout_objection import PayoutObjection  # noqa: PLC0415

        id = str(self.id)

        participant = str(self.participant)

        display_name = self.display_name

        reason = self.reason

        by = self.by

        at = self.at.isoformat()

        objection: dict[str, Any] | None
        if isinstance(self.objection, PayoutObjection):
            objection = self.objection.to_dict()
        else:
            objection = self.objection

        lifted_by: None | str | Unset
        if isinstance(self.lifted_by, Unset):
            lifted_by = UNSET
        else:
            lifted_by = self.lifted_by

        lifted_at: None | str | Unset
        if isinstance(self.lifted_at, Unset):
            lifted_at = UNSET
        elif isinstance(self.lifted_at, datetime.datetime):
            lifted_at = self.lifted_at.isoformat()
        else:
            lifted_at = self.lifted_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "participant": participant,
                "display_name": display_name,
                "reason": reason,
                "by": by,
                "at": at,
                "objection": objection,
            }
        )
        if lifted_by is not UNSET:
            field_dict["lifted_by"] = lifted_by
        if lifted_at is not UNSET:
            field_dict["lifted_at"] = lifted_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.payout_objection import PayoutObjection  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        participant = UUID(d.pop("participant"))

        display_name = d.pop("display_name")

        reason = d.pop("reason")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_objection(data: object) -> None | PayoutObjection:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                objection_type_0 = PayoutObjection.from_dict(data)

                return objection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PayoutObjection, data)

        objection = _parse_objection(d.pop("objection"))

        def _parse_lifted_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        lifted_by = _parse_lifted_by(d.pop("lifted_by", UNSET))

        def _parse_lifted_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                lifted_at_type_0 = datetime.datetime.fromisoformat(data)

                return lifted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        lifted_at = _parse_lifted_at(d.pop("lifted_at", UNSET))

        hold = cls(
            id=id,
            participant=participant,
            display_name=display_name,
            reason=reason,
            by=by,
            at=at,
            objection=objection,
            lifted_by=lifted_by,
            lifted_at=lifted_at,
        )

        hold.additional_properties = d
        return hold

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
