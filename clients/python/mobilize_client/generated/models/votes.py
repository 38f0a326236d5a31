from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.vote import Vote


T = TypeVar("T", bound="Votes")


@_attrs_define
class Votes:
    """
    Attributes:
        needed (int): How many reviewers are asked; more than two thirds decide.
        cast (int):
        disputed (bool): The reviewers do not agree; an organizer decides alone.
        votes (list[Vote] | None): Closed (null) until you have voted yourself.
    """

    needed: int
    cast: int
    disputed: bool
    votes: list[Vote] | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        needed = self.needed

        cast = self.cast

        disputed = self.disputed

        votes: list[dict[str, Any]] | None
        if isinstance(self.votes, list):
            votes = []
            for votes_type_0_item_data in self.votes:
                votes_type_0_item = votes_type_0_item_data.to_dict()
                votes.append(votes_type_0_item)

        else:
            votes = self.votes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "needed": needed,
                "cast": cast,
                "disputed": disputed,
                "votes": votes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.vote import Vote  # noqa: PLC0415

        d = dict(src_dict)
        needed = d.pop("needed")

        cast = d.pop("cast")

        disputed = d.pop("disputed")

        def _parse_votes(data: object) -> list[Vote] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                votes_type_0 = []
                _votes_type_0 = data
                for votes_type_0_item_data in _votes_type_0:
                    votes_type_0_item = Vote.from_dict(votes_type_0_item_data)

                    votes_type_0.append(votes_type_0_item)

                return votes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Vote] | None, data)

        votes = _parse_votes(d.pop("votes"))

        votes = cls(
            needed=needed,
            cast=cast,
            disputed=disputed,
            votes=votes,
        )

        votes.additional_properties = d
        return votes

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
