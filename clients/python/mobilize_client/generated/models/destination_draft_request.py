from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.destination_kind import DestinationKind, check_destination_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="DestinationDraftRequest")


@_attrs_define
class DestinationDraftRequest:
    """
    Attributes:
        kind (DestinationKind): * `iban` - bank account
            * `paypal` - PayPal
            * `stripe` - Stripe
        value (str): The IBAN, the PayPal address or the id of the Stripe account.
        holder_name (str | Unset): Whose account it is; needed for a bank account. Default: ''.
        country (str | Unset): Where you pay taxes, such as FR. Default: ''.
    """

    kind: DestinationKind
    value: str
    holder_name: str | Unset = ""
    country: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        value = self.value

        holder_name = self.holder_name

        country = self.country

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "value": value,
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
        kind = check_destination_kind(d.pop("kind"))

        value = d.pop("value")

        holder_name = d.pop("holder_name", UNSET)

        country = d.pop("country", UNSET)

        destination_draft_request = cls(
            kind=kind,
            value=value,
            holder_name=holder_name,
            country=country,
        )

        destination_draft_request.additional_properties = d
        return destination_draft_request

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
