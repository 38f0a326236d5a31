from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.asked_rule_request_terms import AskedRuleRequestTerms


T = TypeVar("T", bound="AskedRuleRequest")


@_attrs_define
class AskedRuleRequest:
    """
    Attributes:
        mechanism (str): The name of a chain mechanism from /mechanisms/.
        terms (AskedRuleRequestTerms | Unset):
    """

    mechanism: str
    terms: AskedRuleRequestTerms | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mechanism = self.mechanism

        terms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mechanism": mechanism,
            }
        )
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.asked_rule_request_terms import AskedRuleRequestTerms  # noqa: PLC0415

        d = dict(src_dict)
        mechanism = d.pop("mechanism")

        _terms = d.pop("terms", UNSET)
        terms: AskedRuleRequestTerms | Unset
        if isinstance(_terms, Unset):
            terms = UNSET
        else:
            terms = AskedRuleRequestTerms.from_dict(_terms)

        asked_rule_request = cls(
            mechanism=mechanism,
            terms=terms,
        )

        asked_rule_request.additional_properties = d
        return asked_rule_request

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
