from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.compared import Compared
    from ..models.money import Money


T = TypeVar("T", bound="Comparison")


@_attrs_define
class Comparison:
    """What each rule would have paid on this campaign's tree and its verified findings.

    Attributes:
        members (int):
        verified (int): Findings that are paid or to be paid.
        findings (int): As many of them were compared, the earliest; fewer in a large one.
        prizes (Money): An amount in the currency's minor units.
        mechanisms (list[Compared]):
    """

    members: int
    verified: int
    findings: int
    prizes: Money
    mechanisms: list[Compared]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        members = self.members

        verified = self.verified

        findings = self.findings

        prizes = self.prizes.to_dict()

        mechanisms = []
        for mechanisms_item_data in self.mechanisms:
            mechanisms_item = mechanisms_item_data.to_dict()
            mechanisms.append(mechanisms_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "members": members,
                "verified": verified,
                "findings": findings,
                "prizes": prizes,
                "mechanisms": mechanisms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compared import Compared  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        members = d.pop("members")

        verified = d.pop("verified")

        findings = d.pop("findings")

        prizes = Money.from_dict(d.pop("prizes"))

        mechanisms = []
        _mechanisms = d.pop("mechanisms")
        for mechanisms_item_data in _mechanisms:
            mechanisms_item = Compared.from_dict(mechanisms_item_data)

            mechanisms.append(mechanisms_item)

        comparison = cls(
            members=members,
            verified=verified,
            findings=findings,
            prizes=prizes,
            mechanisms=mechanisms,
        )

        comparison.additional_properties = d
        return comparison

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
