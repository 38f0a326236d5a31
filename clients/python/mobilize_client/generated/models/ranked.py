from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Ranked")


@_attrs_define
class Ranked:
    """One row of the leaderboard.

    Attributes:
        rank (int): People of one score share it.
        id (UUID):
        name (None | str): Null of whoever has not agreed to be named to all who take part.
        score (int): active_recruits and verified together.
        active_recruits (int): Whom they brought in themselves and who is active now.
        verified (int): Their reports that were found true and still are.
        is_me (bool):
    """

    rank: int
    id: UUID
    name: None | str
    score: int
    active_recruits: int
    verified: int
    is_me: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rank = self.rank

        id = str(self.id)

        name: None | str
        name = self.name

        score = self.score

        active_recruits = self.active_recruits

        verified = self.verified

        is_me = self.is_me

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rank": rank,
                "id": id,
                "name": name,
                "score": score,
                "active_recruits": active_recruits,
                "verified": verified,
                "is_me": is_me,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rank = d.pop("rank")

        id = UUID(d.pop("id"))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        score = d.pop("score")

        active_recruits = d.pop("active_recruits")

        verified = d.pop("verified")

        is_me = d.pop("is_me")

        ranked = cls(
            rank=rank,
            id=id,
            name=name,
            score=score,
            active_recruits=active_recruits,
            verified=verified,
            is_me=is_me,
        )

        ranked.additional_properties = d
        return ranked

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
