from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.counts_findings import CountsFindings


T = TypeVar("T", bound="Counts")


@_attrs_define
class Counts:
    """People, activities and findings; findings by their status. Amounts are in minor units.

    Attributes:
        participants (int):
        trees (int):
        longest_chain (int):
        activities (int):
        findings (CountsFindings):
        settled (int): Findings that were paid.
        shares_minor (int):
        remainder_minor (int):
    """

    participants: int
    trees: int
    longest_chain: int
    activities: int
    findings: CountsFindings
    settled: int
    shares_minor: int
    remainder_minor: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        participants = self.participants

        trees = self.trees

        longest_chain = self.longest_chain

        activities = self.activities

        findings = self.findings.to_dict()

        settled = self.settled

        shares_minor = self.shares_minor

        remainder_minor = self.remainder_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "participants": participants,
                "trees": trees,
                "longest_chain": longest_chain,
                "activities": activities,
                "findings": findings,
                "settled": settled,
                "shares_minor": shares_minor,
                "remainder_minor": remainder_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.counts_findings import CountsFindings  # noqa: PLC0415

        d = dict(src_dict)
        participants = d.pop("participants")

        trees = d.pop("trees")

        longest_chain = d.pop("longest_chain")

        activities = d.pop("activities")

        findings = CountsFindings.from_dict(d.pop("findings"))

        settled = d.pop("settled")

        shares_minor = d.pop("shares_minor")

        remainder_minor = d.pop("remainder_minor")

        counts = cls(
            participants=participants,
            trees=trees,
            longest_chain=longest_chain,
            activities=activities,
            findings=findings,
            settled=settled,
            shares_minor=shares_minor,
            remainder_minor=remainder_minor,
        )

        counts.additional_properties = d
        return counts

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
