from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.circle_member_request import CircleMemberRequest
    from ..models.peer_what_if_request_terms import PeerWhatIfRequestTerms


T = TypeVar("T", bound="PeerWhatIfRequest")


@_attrs_define
class PeerWhatIfRequest:
    """A made-up period among buddies: the pool, the terms, and what everybody did before and now.

    Attributes:
        prize_minor (int):
        members (list[CircleMemberRequest]):
        terms (PeerWhatIfRequestTerms | Unset): As the mechanism's `terms_schema` says; its defaults where left out.
    """

    prize_minor: int
    members: list[CircleMemberRequest]
    terms: PeerWhatIfRequestTerms | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prize_minor = self.prize_minor

        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)

        terms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prize_minor": prize_minor,
                "members": members,
            }
        )
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.circle_member_request import CircleMemberRequest  # noqa: PLC0415
        from ..models.peer_what_if_request_terms import PeerWhatIfRequestTerms  # noqa: PLC0415

        d = dict(src_dict)
        prize_minor = d.pop("prize_minor")

        members = []
        _members = d.pop("members")
        for members_item_data in _members:
            members_item = CircleMemberRequest.from_dict(members_item_data)

            members.append(members_item)

        _terms = d.pop("terms", UNSET)
        terms: PeerWhatIfRequestTerms | Unset
        if isinstance(_terms, Unset):
            terms = UNSET
        else:
            terms = PeerWhatIfRequestTerms.from_dict(_terms)

        peer_what_if_request = cls(
            prize_minor=prize_minor,
            members=members,
            terms=terms,
        )

        peer_what_if_request.additional_properties = d
        return peer_what_if_request

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
