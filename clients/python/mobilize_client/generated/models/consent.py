from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consent_purpose_enum import ConsentPurposeEnum, check_consent_purpose_enum
from ..models.how_enum import HowEnum, check_how_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Consent")


@_attrs_define
class Consent:
    """
    Attributes:
        purpose (ConsentPurposeEnum): * `nudges` - letters of a campaign's organizers
            * `place` - taking part in a campaign
        given (bool): Whether they agree, or take it back.
        wording (str): The words that were shown.
        wording_version (int):
        how (HowEnum): * `join` - while joining
            * `place` - on their own page
            * `api` - by the API
            * `page` - on the page that a letter leads to
            * `one_click` - by their mail program's button
        at (datetime.datetime):
        campaign (None | str | Unset): The slug; null for all campaigns at once.
    """

    purpose: ConsentPurposeEnum
    given: bool
    wording: str
    wording_version: int
    how: HowEnum
    at: datetime.datetime
    campaign: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        purpose: str = self.purpose

        given = self.given

        wording = self.wording

        wording_version = self.wording_version

        how: str = self.how

        at = self.at.isoformat()

        campaign: None | str | Unset
        if isinstance(self.campaign, Unset):
            campaign = UNSET
        else:
            campaign = self.campaign

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "purpose": purpose,
                "given": given,
                "wording": wording,
                "wording_version": wording_version,
                "how": how,
                "at": at,
            }
        )
        if campaign is not UNSET:
            field_dict["campaign"] = campaign

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        purpose = check_consent_purpose_enum(d.pop("purpose"))

        given = d.pop("given")

        wording = d.pop("wording")

        wording_version = d.pop("wording_version")

        how = check_how_enum(d.pop("how"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_campaign(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        campaign = _parse_campaign(d.pop("campaign", UNSET))

        consent = cls(
            purpose=purpose,
            given=given,
            wording=wording,
            wording_version=wording_version,
            how=how,
            at=at,
            campaign=campaign,
        )

        consent.additional_properties = d
        return consent

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
