from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FindingsEvidenceCreateJsonBody")


@_attrs_define
class FindingsEvidenceCreateJsonBody:
    """
    Attributes:
        url (str):
        claim_code (str | Unset): Of the report, without signing in.
    """

    url: str
    claim_code: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        claim_code = self.claim_code

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
            }
        )
        if claim_code is not UNSET:
            field_dict["claim_code"] = claim_code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        claim_code = d.pop("claim_code", UNSET)

        findings_evidence_create_json_body = cls(
            url=url,
            claim_code=claim_code,
        )

        findings_evidence_create_json_body.additional_properties = d
        return findings_evidence_create_json_body

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
