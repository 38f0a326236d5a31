from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PersonOnChain")


@_attrs_define
class PersonOnChain:
    """
    Attributes:
        above_finder (int): Steps above the finder; 0 is who found it.
        display_name (None | str): Null of those who are still to come: my recruit, and theirs.
        me (bool):
        amount_minor (int): In the prize's currency, as all amounts here.
    """

    above_finder: int
    display_name: None | str
    me: bool
    amount_minor: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        above_finder = self.above_finder

        display_name: None | str
        display_name = self.display_name

        me = self.me

        amount_minor = self.amount_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "above_finder": above_finder,
                "display_name": display_name,
                "me": me,
                "amount_minor": amount_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        above_finder = d.pop("above_finder")

        def _parse_display_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        display_name = _parse_display_name(d.pop("display_name"))

        me = d.pop("me")

        amount_minor = d.pop("amount_minor")

        person_on_chain = cls(
            above_finder=above_finder,
            display_name=display_name,
            me=me,
            amount_minor=amount_minor,
        )

        person_on_chain.additional_properties = d
        return person_on_chain

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
