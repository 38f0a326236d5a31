from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="JoinRequest")


@_attrs_define
class JoinRequest:
    """
    Attributes:
        display_name (str):
        consent (bool):
        referral_code (str | Unset):
        letters (bool | Unset): Whether the organizers may write to them about this campaign; asked by a box that is not
            ticked. Default: False.
        split (None | str | Unset): What they were shown that they hand up, null for the contract's own. Refused (409)
            where it is another by now; where left out, whatever the link says is agreed to.
    """

    display_name: str
    consent: bool
    referral_code: str | Unset = UNSET
    letters: bool | Unset = False
    split: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        display_name = self.display_name

        consent = self.consent

        referral_code = self.referral_code

        letters = self.letters

        split: None | str | Unset
        if isinstance(self.split, Unset):
            split = UNSET
        else:
            split = self.split

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "display_name": display_name,
                "consent": consent,
            }
        )
        if referral_code is not UNSET:
            field_dict["referral_code"] = referral_code
        if letters is not UNSET:
            field_dict["letters"] = letters
        if split is not UNSET:
            field_dict["split"] = split

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        display_name = d.pop("display_name")

        consent = d.pop("consent")

        referral_code = d.pop("referral_code", UNSET)

        letters = d.pop("letters", UNSET)

        def _parse_split(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        split = _parse_split(d.pop("split", UNSET))

        join_request = cls(
            display_name=display_name,
            consent=consent,
            referral_code=referral_code,
            letters=letters,
            split=split,
        )

        join_request.additional_properties = d
        return join_request

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
