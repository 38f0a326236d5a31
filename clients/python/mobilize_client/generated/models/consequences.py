from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="Consequences")


@_attrs_define
class Consequences:
    """What it touches; asking for it changes nothing.

    Attributes:
        people (int):
        undecided_findings (int): Reports of theirs that nobody has decided about.
        held (Money): An amount in the currency's minor units.
        payable (Money): An amount in the currency's minor units.
    """

    people: int
    undecided_findings: int
    held: Money
    payable: Money
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        people = self.people

        undecided_findings = self.undecided_findings

        held = self.held.to_dict()

        payable = self.payable.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "people": people,
                "undecided_findings": undecided_findings,
                "held": held,
                "payable": payable,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        people = d.pop("people")

        undecided_findings = d.pop("undecided_findings")

        held = Money.from_dict(d.pop("held"))

        payable = Money.from_dict(d.pop("payable"))

        consequences = cls(
            people=people,
            undecided_findings=undecided_findings,
            held=held,
            payable=payable,
        )

        consequences.additional_properties = d
        return consequences

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
