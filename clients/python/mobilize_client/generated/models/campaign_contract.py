from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.campaign_contract_terms import CampaignContractTerms


T = TypeVar("T", bound="CampaignContract")


@_attrs_define
class CampaignContract:
    """
    Attributes:
        id (UUID):
        objective (UUID):
        version (int):
        mechanism (str):
        terms (CampaignContractTerms):
        prize_minor (int):
        in_force_from (datetime.datetime):
        remainder_to (str | Unset): Overrides the campaign's where given.
    """

    id: UUID
    objective: UUID
    version: int
    mechanism: str
    terms: CampaignContractTerms
    prize_minor: int
    in_force_from: datetime.datetime
    remainder_to: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        objective = str(self.objective)

        version = self.version

        mechanism = self.mechanism

        terms = self.terms.to_dict()

        prize_minor = self.prize_minor

        in_force_from = self.in_force_from.isoformat()

        remainder_to = self.remainder_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "objective": objective,
                "version": version,
                "mechanism": mechanism,
                "terms": terms,
                "prize_minor": prize_minor,
                "in_force_from": in_force_from,
            }
        )
        if remainder_to is not UNSET:
            field_dict["remainder_to"] = remainder_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campaign_contract_terms import CampaignContractTerms  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        objective = UUID(d.pop("objective"))

        version = d.pop("version")

        mechanism = d.pop("mechanism")

        terms = CampaignContractTerms.from_dict(d.pop("terms"))

        prize_minor = d.pop("prize_minor")

        in_force_from = datetime.datetime.fromisoformat(d.pop("in_force_from"))

        remainder_to = d.pop("remainder_to", UNSET)

        campaign_contract = cls(
            id=id,
            objective=objective,
            version=version,
            mechanism=mechanism,
            terms=terms,
            prize_minor=prize_minor,
            in_force_from=in_force_from,
            remainder_to=remainder_to,
        )

        campaign_contract.additional_properties = d
        return campaign_contract

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
