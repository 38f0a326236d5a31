from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chain_attack_request_terms import ChainAttackRequestTerms


T = TypeVar("T", bound="ChainAttackRequest")


@_attrs_define
class ChainAttackRequest:
    """A made-up finding and an attacker on its path; at most 1,000 people.

    Attributes:
        prize_minor (int):
        chain (list[str]):
        attacker (str): Who takes several places.
        identities (int): All that they act through, themselves included.
        terms (ChainAttackRequestTerms | Unset): As the mechanism's `terms_schema` says; its defaults where left out.
        edge_splits (list[None | str] | Unset): For `split_contract` alone: the fraction handed up over each edge from
            the finder up, one fewer than there are people; null for the contract's own.
    """

    prize_minor: int
    chain: list[str]
    attacker: str
    identities: int
    terms: ChainAttackRequestTerms | Unset = UNSET
    edge_splits: list[None | str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prize_minor = self.prize_minor

        chain = self.chain

        attacker = self.attacker

        identities = self.identities

        terms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms.to_dict()

        edge_splits: list[None | str] | Unset = UNSET
        if not isinstance(self.edge_splits, Unset):
            edge_splits = []
            for edge_splits_item_data in self.edge_splits:
                edge_splits_item: None | str
                edge_splits_item = edge_splits_item_data
                edge_splits.append(edge_splits_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prize_minor": prize_minor,
                "chain": chain,
                "attacker": attacker,
                "identities": identities,
            }
        )
        if terms is not UNSET:
            field_dict["terms"] = terms
        if edge_splits is not UNSET:
            field_dict["edge_splits"] = edge_splits

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chain_attack_request_terms import ChainAttackRequestTerms  # noqa: PLC0415

        d = dict(src_dict)
        prize_minor = d.pop("prize_minor")

        chain = cast(list[str], d.pop("chain"))

        attacker = d.pop("attacker")

        identities = d.pop("identities")

        _terms = d.pop("terms", UNSET)
        terms: ChainAttackRequestTerms | Unset
        if isinstance(_terms, Unset):
            terms = UNSET
        else:
            terms = ChainAttackRequestTerms.from_dict(_terms)

        _edge_splits = d.pop("edge_splits", UNSET)
        edge_splits: list[None | str] | Unset = UNSET
        if _edge_splits is not UNSET:
            edge_splits = []
            for edge_splits_item_data in _edge_splits:

                def _parse_edge_splits_item(data: object) -> None | str:
                    if data is None:
                        return data
                    return cast(None | str, data)

                edge_splits_item = _parse_edge_splits_item(edge_splits_item_data)

                edge_splits.append(edge_splits_item)

        chain_attack_request = cls(
            prize_minor=prize_minor,
            chain=chain,
            attacker=attacker,
            identities=identities,
            terms=terms,
            edge_splits=edge_splits,
        )

        chain_attack_request.additional_properties = d
        return chain_attack_request

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
