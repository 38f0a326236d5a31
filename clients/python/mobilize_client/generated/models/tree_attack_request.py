from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tree_attack_request_terms import TreeAttackRequestTerms
    from ..models.tree_node_request import TreeNodeRequest


T = TypeVar("T", bound="TreeAttackRequest")


@_attrs_define
class TreeAttackRequest:
    """A made-up period of a tree and an attacker in it; at most 1,000 people.

    Attributes:
        prize_minor (int):
        tree (list[TreeNodeRequest]):
        attacker (str): Who takes several places.
        identities (int): All that they act through, themselves included.
        terms (TreeAttackRequestTerms | Unset): As the mechanism's `terms_schema` says; its defaults where left out.
    """

    prize_minor: int
    tree: list[TreeNodeRequest]
    attacker: str
    identities: int
    terms: TreeAttackRequestTerms | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prize_minor = self.prize_minor

        tree = []
        for tree_item_data in self.tree:
            tree_item = tree_item_data.to_dict()
            tree.append(tree_item)

        attacker = self.attacker

        identities = self.identities

        terms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prize_minor": prize_minor,
                "tree": tree,
                "attacker": attacker,
                "identities": identities,
            }
        )
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tree_attack_request_terms import TreeAttackRequestTerms  # noqa: PLC0415
        from ..models.tree_node_request import TreeNodeRequest  # noqa: PLC0415

        d = dict(src_dict)
        prize_minor = d.pop("prize_minor")

        tree = []
        _tree = d.pop("tree")
        for tree_item_data in _tree:
            tree_item = TreeNodeRequest.from_dict(tree_item_data)

            tree.append(tree_item)

        attacker = d.pop("attacker")

        identities = d.pop("identities")

        _terms = d.pop("terms", UNSET)
        terms: TreeAttackRequestTerms | Unset
        if isinstance(_terms, Unset):
            terms = UNSET
        else:
            terms = TreeAttackRequestTerms.from_dict(_terms)

        tree_attack_request = cls(
            prize_minor=prize_minor,
            tree=tree,
            attacker=attacker,
            identities=identities,
            terms=terms,
        )

        tree_attack_request.additional_properties = d
        return tree_attack_request

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
