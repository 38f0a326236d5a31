from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.left_out_counts import LeftOutCounts
    from ..models.left_out_person import LeftOutPerson


T = TypeVar("T", bound="LeftOut")


@_attrs_define
class LeftOut:
    """
    Attributes:
        counts (LeftOutCounts): How many, by reason.
        people (list[LeftOutPerson]): The first thousand of them.
    """

    counts: LeftOutCounts
    people: list[LeftOutPerson]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        counts = self.counts.to_dict()

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "counts": counts,
                "people": people,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.left_out_counts import LeftOutCounts  # noqa: PLC0415
        from ..models.left_out_person import LeftOutPerson  # noqa: PLC0415

        d = dict(src_dict)
        counts = LeftOutCounts.from_dict(d.pop("counts"))

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = LeftOutPerson.from_dict(people_item_data)

            people.append(people_item)

        left_out = cls(
            counts=counts,
            people=people,
        )

        left_out.additional_properties = d
        return left_out

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
