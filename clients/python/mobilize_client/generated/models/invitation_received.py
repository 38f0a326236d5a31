from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_enum import RoleEnum, check_role_enum

T = TypeVar("T", bound="InvitationReceived")


@_attrs_define
class InvitationReceived:
    """An open invitation as the invited person sees it.

    Attributes:
        id (UUID):
        campaign (str):
        campaign_title (str):
        role (RoleEnum): * `organizer` - organizer
            * `reviewer` - reviewer
            * `treasurer` - treasurer
        invited_by (str):
        invited_at (datetime.datetime):
        expires_at (datetime.datetime):
    """

    id: UUID
    campaign: str
    campaign_title: str
    role: RoleEnum
    invited_by: str
    invited_at: datetime.datetime
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        campaign = self.campaign

        campaign_title = self.campaign_title

        role: str = self.role

        invited_by = self.invited_by

        invited_at = self.invited_at.isoformat()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "campaign_title": campaign_title,
                "role": role,
                "invited_by": invited_by,
                "invited_at": invited_at,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        campaign_title = d.pop("campaign_title")

        role = check_role_enum(d.pop("role"))

        invited_by = d.pop("invited_by")

        invited_at = datetime.datetime.fromisoformat(d.pop("invited_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        invitation_received = cls(
            id=id,
            campaign=campaign,
            campaign_title=campaign_title,
            role=role,
            invited_by=invited_by,
            invited_at=invited_at,
            expires_at=expires_at,
        )

        invitation_received.additional_properties = d
        return invitation_received

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
