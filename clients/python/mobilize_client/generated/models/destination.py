from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.destination_kind import DestinationKind, check_destination_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="Destination")


@_attrs_define
class Destination:
    """Where one's own money goes, masked.

    Attributes:
        id (UUID):
        kind (DestinationKind): * `iban` - bank account
            * `paypal` - PayPal
            * `stripe` - Stripe
        masked (str):
        created_at (datetime.datetime):
        holder_name (str | Unset):
        country (str | Unset):
    """

    id: UUID
    kind: DestinationKind
    masked: str
    created_at: datetime.datetime
    holder_name: str | Unset = UNSET
    country: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind: str = self.kind

        masked = self.masked

        created_at = self.created_at.isoformat()

        holder_name = self.holder_name

        country = self.country

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "masked": masked,
                "created_at": created_at,
            }
        )
        if holder_name is not UNSET:
            field_dict["holder_name"] = holder_name
        if country is not UNSET:
            field_dict["country"] = country

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_destination_kind(d.pop("kind"))

        masked = d.pop("masked")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        holder_name = d.pop("holder_name", UNSET)

        country = d.pop("country", UNSET)

        destination = cls(
            id=id,
            kind=kind,
            masked=masked,
            created_at=created_at,
            holder_name=holder_name,
            country=country,
        )

        destination.additional_properties = d
        return destination

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
