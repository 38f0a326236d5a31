from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consent_said_purpose_enum import (
    ConsentSaidPurposeEnum,
    check_consent_said_purpose_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ConsentSaidRequest")


@_attrs_define
class ConsentSaidRequest:
    """
    Attributes:
        purpose (ConsentSaidPurposeEnum): * `nudges` - nudges
        given (bool): Whether I agree, or take it back.
        campaign (None | str | Unset): The slug of a campaign in which one has a place; left out to take back for all of
            them at once.
        wording_version (int | Unset): The version of the words that I was shown; refused where there are newer ones.
    """

    purpose: ConsentSaidPurposeEnum
    given: bool
    campaign: None | str | Unset = UNSET
    wording_version: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        purpose: str = self.purpose

        given = self.given

        campaign: None | str | Unset
        if isinstance(self.campaign, Unset):
            campaign = UNSET
        else:
            campaign = self.campaign

        wording_version = self.wording_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "purpose": purpose,
                "given": given,
            }
        )
        if campaign is not UNSET:
            field_dict["campaign"] = campaign
        if wording_version is not UNSET:
            field_dict["wording_version"] = wording_version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        purpose = check_consent_said_purpose_enum(d.pop("purpose"))

        given = d.pop("given")

        def _parse_campaign(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        campaign = _parse_campaign(d.pop("campaign", UNSET))

        wording_version = d.pop("wording_version", UNSET)

        consent_said_request = cls(
            purpose=purpose,
            given=given,
            campaign=campaign,
            wording_version=wording_version,
        )

        consent_said_request.additional_properties = d
        return consent_said_request

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
