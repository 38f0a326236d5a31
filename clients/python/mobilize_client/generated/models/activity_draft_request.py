from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ActivityDraftRequest")


@_attrs_define
class ActivityDraftRequest:
    """
    Attributes:
        kind (str): A word of your own for what was done, such as attended or shared.
        at (datetime.datetime): When it was done, with an offset from UTC. It may be long ago, but not before the
            campaign began and not in the future.
        client_id (str): Your own id of it, good for the whole campaign: told again, it is the same activity.
        participant (UUID | Unset): Who did it: a participant of the campaign. Needless with a publishable key, required
            otherwise.
        participant_token (str | Unset): Required with a publishable key, and taken with nothing else: the activity is
            then its holder's.
    """

    kind: str
    at: datetime.datetime
    client_id: str
    participant: UUID | Unset = UNSET
    participant_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        at = self.at.isoformat()

        client_id = self.client_id

        participant: str | Unset = UNSET
        if not isinstance(self.participant, Unset):
            participant = str(self.participant)

        participant_token = self.participant_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "at": at,
                "client_id": client_id,
            }
        )
        if participant is not UNSET:
            field_dict["participant"] = participant
        if participant_token is not UNSET:
            field_dict["participant_token"] = participant_token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        client_id = d.pop("client_id")

        _participant = d.pop("participant", UNSET)
        participant: UUID | Unset
        if isinstance(_participant, Unset):
            participant = UNSET
        else:
            participant = UUID(_participant)

        participant_token = d.pop("participant_token", UNSET)

        activity_draft_request = cls(
            kind=kind,
            at=at,
            client_id=client_id,
            participant=participant,
            participant_token=participant_token,
        )

        activity_draft_request.additional_properties = d
        return activity_draft_request

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
