from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.remainder_to import RemainderTo, check_remainder_to
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.contract_draft_request_terms import ContractDraftRequestTerms


T = TypeVar("T", bound="ContractDraftRequest")


@_attrs_define
class ContractDraftRequest:
    """
    Attributes:
        mechanism (str): A name from /mechanisms/.
        terms (ContractDraftRequestTerms | Unset):
        remainder_to (BlankEnum | RemainderTo | Unset): Empty for the campaign's; as it was where left out.

            * `charity` - charity
            * `solidarity` - solidarity pool
            * `budget` - back to the budget
        prize_minor (int | Unset): A new prize; the objective's where left out.
        quota (int | Unset): A new quota; the objective's where left out.
    """

    mechanism: str
    terms: ContractDraftRequestTerms | Unset = UNSET
    remainder_to: BlankEnum | RemainderTo | Unset = UNSET
    prize_minor: int | Unset = UNSET
    quota: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mechanism = self.mechanism

        terms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms.to_dict()

        remainder_to: str | Unset
        if isinstance(self.remainder_to, Unset):
            remainder_to = UNSET
        elif isinstance(self.remainder_to, str):
            remainder_to = self.remainder_to
        else:
            remainder_to = self.remainder_to

        prize_minor = self.prize_minor

        quota = self.quota

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mechanism": mechanism,
            }
        )
        if terms is not UNSET:
            field_dict["terms"] = terms
        if remainder_to is not UNSET:
            field_dict["remainder_to"] = remainder_to
        if prize_minor is not UNSET:
            field_dict["prize_minor"] = prize_minor
        if quota is not UNSET:
            field_dict["quota"] = quota

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contract_draft_request_terms import ContractDraftRequestTerms  # noqa: PLC0415

        d = dict(src_dict)
        mechanism = d.pop("mechanism")

        _terms = d.pop("terms", UNSET)
        terms: ContractDraftRequestTerms | Unset
        if isinstance(_terms, Unset):
            terms = UNSET
        else:
            terms = ContractDraftRequestTerms.from_dict(_terms)

        def _parse_remainder_to(data: object) -> BlankEnum | RemainderTo | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                remainder_to_type_0 = check_remainder_to(data)

                return remainder_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            remainder_to_type_1 = check_blank_enum(data)

            return remainder_to_type_1

        remainder_to = _parse_remainder_to(d.pop("remainder_to", UNSET))

        prize_minor = d.pop("prize_minor", UNSET)

        quota = d.pop("quota", UNSET)

        contract_draft_request = cls(
            mechanism=mechanism,
            terms=terms,
            remainder_to=remainder_to,
            prize_minor=prize_minor,
            quota=quota,
        )

        contract_draft_request.additional_properties = d
        return contract_draft_request

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
