from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.to_enum import ToEnum, check_to_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ErasureAskedRequest")


@_attrs_define
class ErasureAskedRequest:
    """
    Attributes:
        email (str): The address of the account, typed once more.
        money_to (ToEnum | Unset): * `charity` - the campaign's charity
            * `solidarity` - the solidarity pool
    """

    email: str
    money_to: ToEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        money_to: str | Unset = UNSET
        if not isinstance(self.money_to, Unset):
            money_to = self.money_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
            }
        )
        if money_to is not UNSET:
            field_dict["money_to"] = money_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        _money_to = d.pop("money_to", UNSET)
        money_to: ToEnum | Unset
        if isinstance(_money_to, Unset):
            money_to = UNSET
        else:
            money_to = check_to_enum(_money_to)

        erasure_asked_request = cls(
            email=email,
            money_to=money_to,
        )

        erasure_asked_request.additional_properties = d
        return erasure_asked_request

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
