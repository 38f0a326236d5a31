from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tree_node_request import TreeNodeRequest
    from ..models.tree_what_if_request_terms import TreeWhatIfRequestTerms


T = TypeVar("T", bound="TreeWhatIfRequest")


@_attrs_define
class TreeWhatIfRequest:
    """A made-up period of a tree: the pool, the terms, and what everybody contributed.

    Attributes:
        prize_minor (int):
        tree (list[TreeNodeRequest]): The members, in any order.
        terms (TreeWhatIfRequestTerms | Unset): As the mechanism's `terms_schema` says; its defaults where left out.
    """

    prize_minor: int
    tree: list[TreeNodeRequest]
    terms: TreeWhatIfRequestTerms | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prize_minor = self.prize_minor

        tree = []
        for tree_item_data in self.tree:
            tree_item = tree_item_data.to_dict()
            tree.append(tree_item)

        terms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prize_minor": prize_minor,
                "tree": tree,
            }
        )
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tree_node_request import TreeNodeRequest  # noqa: PLC0415
        from ..models.tree_what_if_request_terms import TreeWhatIfRequestTerms  # noqa: PLC0415

        d = dict(src_dict)
        prize_minor = d.pop("prize_minor")

        tree = []
        _tree = d.pop("tree")
        for tree_item_data in _tree:
            tree_item = TreeNodeRequest.from_dict(tree_item_data)

            tree.append(tree_item)

        _terms = d.pop("terms", UNSET)
        terms: TreeWhatIfRequestTerms | Unset
        if isinstance(_terms, Unset):
            terms = UNSET
        else:
            terms = TreeWhatIfRequestTerms.from_dict(_terms)

        tree_what_if_request = cls(
            prize_minor=prize_minor,
            tree=tree,
            terms=terms,
        )

        tree_what_if_request.additional_properties = d
        return tree_what_if_request

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
