from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.person import Person


T = TypeVar("T", bound="Activity")


@_attrs_define
class Activity:
    """
    Attributes:
        id (UUID):
        participant (Person): A participant as others see them.
        kind (str): A word for what was done, the campaign's own.
        at (datetime.datetime): When it was done.
        client_id (str): The teller's own id of it; told again, it is the same.
        received_at (datetime.datetime): When it was told.
    """

    id: UUID
    participant: Person
    kind: str
    at: datetime.datetime
    client_id: str
    received_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        participant = self.participant.to_dict()

        kind = self.kind

        at = self.at.isoformat()

        client_id = self.client_id

        received_at = self.received_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "participant": participant,
                "kind": kind,
                "at": at,
                "client_id": client_id,
                "received_at": received_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        participant = Person.from_dict(d.pop("participant"))

        kind = d.pop("kind")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        client_id = d.pop("client_id")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        activity = cls(
            id=id,
            participant=participant,
            kind=kind,
            at=at,
            client_id=client_id,
            received_at=received_at,
        )

        activity.additional_properties = d
        return activity

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
