from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.family_enum import FamilyEnum, check_family_enum

if TYPE_CHECKING:
    from ..models.mechanism_terms_schema import MechanismTermsSchema
    from ..models.property_card import PropertyCard


T = TypeVar("T", bound="Mechanism")


@_attrs_define
class Mechanism:
    """A rule that splits a prize: what it is and which terms it takes.

    Attributes:
        name (str):
        family (FamilyEnum): * `chain` - chain
            * `tree` - tree
            * `peer` - peer
        version (int): Stored in every settlement that the rule makes.
        summary (str):
        card (PropertyCard): What may be said of a mechanism under every terms that it accepts.
        terms_schema (MechanismTermsSchema): The JSON Schema (2020-12) of the rule's terms.
    """

    name: str
    family: FamilyEnum
    version: int
    summary: str
    card: PropertyCard
    terms_schema: MechanismTermsSchema
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        family: str = self.family

        version = self.version

        summary = self.summary

        card = self.card.to_dict()

        terms_schema = self.terms_schema.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "family": family,
                "version": version,
                "summary": summary,
                "card": card,
                "terms_schema": terms_schema,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mechanism_terms_schema import MechanismTermsSchema  # noqa: PLC0415
        from ..models.property_card import PropertyCard  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        family = check_family_enum(d.pop("family"))

        version = d.pop("version")

        summary = d.pop("summary")

        card = PropertyCard.from_dict(d.pop("card"))

        terms_schema = MechanismTermsSchema.from_dict(d.pop("terms_schema"))

        mechanism = cls(
            name=name,
            family=family,
            version=version,
            summary=summary,
            card=card,
            terms_schema=terms_schema,
        )

        mechanism.additional_properties = d
        return mechanism

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
