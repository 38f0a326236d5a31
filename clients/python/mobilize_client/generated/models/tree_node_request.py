from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TreeNodeRequest")


@_attrs_define
class TreeNodeRequest:
    """
    Attributes:
        id (str):
        inviter (None | str): The id of who invited them; null for a root.
        contribution (int): Verified activity points in the period.
    """

    id: str
    inviter: None | str
    contribution: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        inviter: None | str
        inviter = self.inviter

        contribution = self.contribution

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "inviter": inviter,
                "contribution": contribution,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_inviter(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        inviter = _parse_inviter(d.pop("inviter"))

        contribution = d.pop("contribution")

        tree_node_request = cls(
            id=id,
            inviter=inviter,
            contribution=contribution,
        )

        tree_node_request.additional_properties = d
        return tree_node_request

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
