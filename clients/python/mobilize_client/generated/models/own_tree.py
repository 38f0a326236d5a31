from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.tree_member import TreeMember


T = TypeVar("T", bound="OwnTree")


@_attrs_define
class OwnTree:
    """
    Attributes:
        people (int): Everybody below me, at any depth.
        complete (bool): Whether all of them are told of.
        beyond (int): How many are not told of; they are further away than all others.
        gap_days (int): Active is who did something on one of so many last days, today included, by the campaign's
            clocks.
        nodes (list[TreeMember]): In the order of joining, so inviters before their recruits.
    """

    people: int
    complete: bool
    beyond: int
    gap_days: int
    nodes: list[TreeMember]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        people = self.people

        complete = self.complete

        beyond = self.beyond

        gap_days = self.gap_days

        nodes = []
        for nodes_item_data in self.nodes:
            nodes_item = nodes_item_data.to_dict()
            nodes.append(nodes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "people": people,
                "complete": complete,
                "beyond": beyond,
                "gap_days": gap_days,
                "nodes": nodes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tree_member import TreeMember  # noqa: PLC0415

        d = dict(src_dict)
        people = d.pop("people")

        complete = d.pop("complete")

        beyond = d.pop("beyond")

        gap_days = d.pop("gap_days")

        nodes = []
        _nodes = d.pop("nodes")
        for nodes_item_data in _nodes:
            nodes_item = TreeMember.from_dict(nodes_item_data)

            nodes.append(nodes_item)

        own_tree = cls(
            people=people,
            complete=complete,
            beyond=beyond,
            gap_days=gap_days,
            nodes=nodes,
        )

        own_tree.additional_properties = d
        return own_tree

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
