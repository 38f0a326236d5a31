from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.split_example import SplitExample


T = TypeVar("T", bound="Split")


@_attrs_define
class Split:
    """What my recruits hand up to me of what reaches them.

    Attributes:
        split (None | str): As I set it on my link; null for the contract's own.
        most (None | str): The most I may ask; null where nothing is to be chosen.
        examples (list[SplitExample]): What a recruit is shown before they join.
    """

    split: None | str
    most: None | str
    examples: list[SplitExample]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        split: None | str
        split = self.split

        most: None | str
        most = self.most

        examples = []
        for examples_item_data in self.examples:
            examples_item = examples_item_data.to_dict()
            examples.append(examples_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "split": split,
                "most": most,
                "examples": examples,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.split_example import SplitExample  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_split(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        split = _parse_split(d.pop("split"))

        def _parse_most(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        most = _parse_most(d.pop("most"))

        examples = []
        _examples = d.pop("examples")
        for examples_item_data in _examples:
            examples_item = SplitExample.from_dict(examples_item_data)

            examples.append(examples_item)

        split = cls(
            split=split,
            most=most,
            examples=examples,
        )

        split.additional_properties = d
        return split

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
