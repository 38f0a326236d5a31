from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.person_on_chain import PersonOnChain


T = TypeVar("T", bound="PossibleChain")


@_attrs_define
class PossibleChain:
    """
    Attributes:
        finder_below_me (int): Steps from me down to who finds it: 0 is me, 1 somebody who joined by my link.
        people (list[PersonOnChain]): The finder first, then up through me to the 4 nearest above me.
        further_minor (int): What all who stand still further above get together.
        remainder_minor (int): What the rule leaves of the prize.
    """

    finder_below_me: int
    people: list[PersonOnChain]
    further_minor: int
    remainder_minor: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finder_below_me = self.finder_below_me

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        further_minor = self.further_minor

        remainder_minor = self.remainder_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finder_below_me": finder_below_me,
                "people": people,
                "further_minor": further_minor,
                "remainder_minor": remainder_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_on_chain import PersonOnChain  # noqa: PLC0415

        d = dict(src_dict)
        finder_below_me = d.pop("finder_below_me")

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = PersonOnChain.from_dict(people_item_data)

            people.append(people_item)

        further_minor = d.pop("further_minor")

        remainder_minor = d.pop("remainder_minor")

        possible_chain = cls(
            finder_below_me=finder_below_me,
            people=people,
            further_minor=further_minor,
            remainder_minor=remainder_minor,
        )

        possible_chain.additional_properties = d
        return possible_chain

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
