from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.to_enum import ToEnum, check_to_enum

T = TypeVar("T", bound="GivingRequest")


@_attrs_define
class GivingRequest:
    """What somebody gives of the rewards that they earn in one campaign, from the next one on.

    Attributes:
        campaign (str): The campaign's address.
        percent (int): Rounded down to the smallest unit; 0 gives nothing, and is where all begin.
        to (ToEnum): * `charity` - the campaign's charity
            * `solidarity` - the solidarity pool
    """

    campaign: str
    percent: int
    to: ToEnum
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign = self.campaign

        percent = self.percent

        to: str = self.to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign": campaign,
                "percent": percent,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        campaign = d.pop("campaign")

        percent = d.pop("percent")

        to = check_to_enum(d.pop("to"))

        giving_request = cls(
            campaign=campaign,
            percent=percent,
            to=to,
        )

        giving_request.additional_properties = d
        return giving_request

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
